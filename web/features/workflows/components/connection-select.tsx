"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { connectionsQuery } from "../../connections/queries.ts";
import { Select } from "./form-parts.tsx";

interface ConnectionSelectProps {
  connector: string;
  value: unknown;
  orgId: string;
  isDisabled: boolean;
  error: string | undefined;
  onChange: (id: string | null) => void;
  label?: string;
  none?: string;
}

/** The organisation's connections of one service. */
export function ConnectionSelect(props: ConnectionSelectProps) {
  const { connector, value, orgId, isDisabled, error, onChange, label = "Connection" } = props;
  const { db } = useBrowserDb();
  const query = useQuery(connectionsQuery(db));
  const fitting = (query.data ?? []).filter((one) => one.orgId === orgId && one.connector === connector);
  const isGone = typeof value === "string" && query.data && !fitting.some(({ id }) => id === value);
  const none = props.none ?? (fitting.length === 0 ? "There is none yet" : "Choose a connection");
  return (
    <Select
      label={label}
      disabled={isDisabled}
      error={error ?? (isGone ? "The connection that was chosen is not there any more." : undefined)}
      hint={
        <>
          Connections are made under{" "}
          <a href="/connections" target="_blank" rel="noreferrer" className="underline">
            Connections
          </a>
          .
        </>
      }
      value={typeof value === "string" ? value : ""}
      options={[
        { value: "", label: none },
        ...(isGone ? [{ value, label: "A deleted connection" }] : []),
        ...fitting.map(({ id, name, state, signIn }) => ({
          value: id,
          label: `${name}${signIn === "needed" ? " (waits for a sign-in)" : state === "failing" ? " (failing)" : ""}`,
        })),
      ]}
      onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
    />
  );
}

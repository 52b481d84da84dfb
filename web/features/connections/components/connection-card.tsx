"use client";

import { findConnector } from "@floyo/shared/connectors/connectors.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { formatAgo } from "../../../lib/format-time.ts";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { ChevronDownIcon } from "../../../ui/icons.tsx";
import { Menu } from "../../../ui/menu.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { testConnection } from "../commands.ts";
import { type Connection, type ConnectionUse, connectionKeys } from "../queries.ts";
import { useSender } from "../use-sender.ts";
import { useSignIn } from "../use-sign-in.ts";
import { ConnectorMark } from "./connector-mark.tsx";
import { DeleteConnection } from "./delete-connection.tsx";
import { RenameConnection } from "./rename-connection.tsx";
import { ReplaceSecret } from "./replace-secret.tsx";
import { StateMark } from "./state-mark.tsx";

interface ConnectionCardProps {
  connection: Connection;
  uses: readonly ConnectionUse[];
  team: string | undefined;
  mayChange: boolean;
}

type Asked = "rename" | "replace" | "delete" | null;

/** One connection: whose it is, whether it works, who uses it, and what can be done with it. */
export function ConnectionCard({ connection, uses, team, mayChange }: ConnectionCardProps) {
  const { id, name, connector, account, signIn, lastError } = connection;
  const sender = useSender();
  const client = useQueryClient();
  const goToService = useSignIn();
  const [asked, setAsked] = useState<Asked>(null);
  const test = useMutation({
    mutationFn: () => testConnection(sender, id),
    onSettled: () => client.invalidateQueries({ queryKey: connectionKeys.all }),
  });
  const go = useMutation({ mutationFn: () => goToService(id) });
  const error = test.error ?? go.error;
  return (
    <article aria-label={name} className="card grid gap-3 px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-60 gap-3">
          <ConnectorMark connector={connector} />
          <div className="min-w-0">
            <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[15px] font-semibold tracking-tight">
              <span className="break-words">{name}</span>
              <StateMark connection={connection} />
            </h2>
            <p className="break-words text-[13px] text-soft">
              {[findConnector(connector)?.name ?? connector, account, team].filter(Boolean).join(" · ")}
            </p>
            <Facts connection={connection} uses={uses} />
          </div>
        </div>
        {mayChange ? (
          <div className="flex flex-wrap gap-2">
            {signIn === "needed" ? (
              <Button look="warm" disabled={go.isPending} onClick={() => go.mutate()}>
                {go.isPending ? "One moment…" : "Sign in"}
              </Button>
            ) : (
              <Button disabled={test.isPending} onClick={() => test.mutate()}>
                {test.isPending ? "Testing…" : "Test"}
              </Button>
            )}
            <Menu
              trigger={{
                className: buttonClass(),
                children: (
                  <>
                    More <span className="sr-only">for {name}</span>
                    <ChevronDownIcon />
                  </>
                ),
              }}
              align="end"
              parts={[
                {
                  choices: [
                    ...(signIn === "done" ? [{ label: "Sign in again", onSelect: () => go.mutate() }] : []),
                    { label: "Rename", onSelect: () => setAsked("rename") },
                    { label: "Replace the secret", onSelect: () => setAsked("replace") },
                    { label: "Delete", onSelect: () => setAsked("delete") },
                  ],
                },
              ]}
            />
          </div>
        ) : null}
      </div>
      {lastError && signIn !== "needed" ? (
        <Notice tone="warm">
          {lastError}
          {/[.!?]$/.test(lastError) ? "" : "."}
        </Notice>
      ) : null}
      {error ? (
        <Notice tone="warm" role="alert">
          {error.message}
        </Notice>
      ) : null}
      {asked === "rename" ? (
        <RenameConnection connection={connection} onClose={() => setAsked(null)} />
      ) : null}
      {asked === "replace" ? <ReplaceSecret connection={connection} onClose={() => setAsked(null)} /> : null}
      {asked === "delete" ? (
        <DeleteConnection connection={connection} uses={uses} onClose={() => setAsked(null)} />
      ) : null}
    </article>
  );
}

function Facts({ connection, uses }: Pick<ConnectionCardProps, "connection" | "uses">) {
  const moment = useMoment();
  const { lastTestedAt } = connection;
  return (
    <p className="text-meta text-soft">
      {lastTestedAt ? `last tried ${formatAgo(Date.parse(lastTestedAt), moment)}` : "not tried yet"}
      {uses.length === 0 ? " · no published workflow uses it" : " · used by "}
      {uses.map(({ workflowId, name }, index) => (
        <span key={workflowId}>
          {index > 0 ? ", " : ""}
          <Link href={`/workflows/${workflowId}`} className="rounded-mark underline hover:text-ink">
            {name}
          </Link>
        </span>
      ))}
    </p>
  );
}

"use client";

import { FloyoError } from "@floyo/shared/errors.ts";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import type { Db } from "../../../lib/db.ts";
import { Button } from "../../../ui/button.tsx";
import { CONTROL_CLASS, Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { useMay } from "../../organisations/use-may.ts";
import { addSource, KIND_WORDS, sourcesQuery } from "../../sources/queries.ts";
import { createKey, type KeyWish, SCOPES, type Scope } from "../queries.ts";
import type { ShownKey } from "./show-key-once.tsx";

interface NewKeyFormProps {
  onMade: (made: ShownKey) => void;
  onCancel: () => void;
}

const SCOPE_NAMES = ["ingest", "read", "run"] as const satisfies readonly Scope[];
const LIVES = [
  { days: 0, label: "When I revoke it" },
  { days: 7, label: "In 7 days" },
  { days: 90, label: "In 90 days" },
  { days: 365, label: "In a year" },
] as const;
const NEW_SOURCES = ["cli", "api"] as const;
type NewSource = (typeof NEW_SOURCES)[number];

export function NewKeyForm({ onMade, onCancel }: NewKeyFormProps) {
  const { db } = useBrowserDb();
  const confirmed = useConfirmed();
  const sourceFieldId = useId();
  const daysFieldId = useId();
  const may = useMay();
  const sources = (useQuery(sourcesQuery(db)).data ?? []).filter(({ org_id }) => may(org_id, "keys.write"));
  const make = useMutation({
    mutationFn: (wish: Omit<KeyWish, "sourceId"> & { source: string }) =>
      confirmed(() => makeKey(db(), wish)),
    onSuccess: onMade,
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const days = Number(form.get("days"));
        make.mutate({
          name: String(form.get("name")).trim(),
          source: String(form.get("source")),
          scopes: SCOPE_NAMES.filter((scope) => form.getAll("scope").includes(scope)),
          days: days > 0 ? days : null,
        });
      }}
    >
      <Field
        label="Name"
        name="name"
        required
        maxLength={80}
        pattern=".*\S.*"
        placeholder="studio-mac"
        hint="The device or program that will use it."
        autoComplete="off"
      />
      <div className="grid gap-1.5">
        <label htmlFor={sourceFieldId} className="text-[13px] font-medium">
          Sends events to
        </label>
        <select id={sourceFieldId} name="source" className={CONTROL_CLASS}>
          {NEW_SOURCES.map((kind) => (
            <option key={kind} value={kind}>
              A new source of this name ({KIND_WORDS[kind]})
            </option>
          ))}
          {sources.map(({ id, name, kind }) => (
            <option key={id} value={id}>
              {name} ({KIND_WORDS[kind]})
            </option>
          ))}
        </select>
      </div>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 text-[13px] font-medium">It may</legend>
        {SCOPE_NAMES.map((scope) => (
          <label key={scope} className="flex items-center gap-2.5 text-[13px]">
            <input
              type="checkbox"
              name="scope"
              value={scope}
              defaultChecked={scope === "ingest"}
              className="size-4 accent-accent"
            />
            <span>
              {SCOPES[scope].label} <span className="text-soft">{SCOPES[scope].says}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="grid gap-1.5">
        <label htmlFor={daysFieldId} className="text-[13px] font-medium">
          Ends
        </label>
        <select id={daysFieldId} name="days" defaultValue="0" className={CONTROL_CLASS}>
          {LIVES.map(({ days, label }) => (
            <option key={days} value={days}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {make.error ? (
        <Notice tone="warm" role="alert">
          No key was made. {make.error.message}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" disabled={make.isPending}>
          {make.isPending ? "Making…" : "Create key"}
        </Button>
      </div>
    </form>
  );
}

async function makeKey(
  db: Db,
  { source, ...wish }: Omit<KeyWish, "sourceId"> & { source: string },
): Promise<ShownKey> {
  if (wish.scopes.length === 0) throw new FloyoError("invalid_input", "Choose at least one thing it may do.");
  // Where the key is refused, the next try takes the source that this one made.
  const place = `${source} ${wish.name}`;
  const sourceId = isNewSource(source)
    ? (madeFor.get(place) ?? (await addSource(db, { kind: source, name: wish.name })).id)
    : source;
  madeFor.set(place, sourceId);
  const { key } = await createKey(db, { ...wish, sourceId });
  madeFor.delete(place);
  return { key, sourceId };
}

const madeFor = new Map<string, string>();

function isNewSource(value: string): value is NewSource {
  return NEW_SOURCES.some((kind) => kind === value);
}

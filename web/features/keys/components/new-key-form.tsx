"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import type { Db } from "../../../lib/db.ts";
import { Button } from "../../../ui/button.tsx";
import { CONTROL_CLASS, Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { addSource, KIND_WORDS, sourcesQuery } from "../../sources/queries.ts";
import { createKey } from "../queries.ts";
import type { ShownKey } from "./show-key-once.tsx";

interface NewKeyFormProps {
  onMade: (made: ShownKey) => void;
  onCancel: () => void;
}

const NEW_SOURCES = ["cli", "api"] as const;
type NewSource = (typeof NEW_SOURCES)[number];

export function NewKeyForm({ onMade, onCancel }: NewKeyFormProps) {
  const { db } = useBrowserDb();
  const sourceFieldId = useId();
  const sources = useQuery(sourcesQuery(db)).data ?? [];
  const make = useMutation({
    mutationFn: ({ name, source }: { name: string; source: string }) => makeKey(db(), name, source),
    onSuccess: onMade,
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        make.mutate({ name: String(form.get("name")).trim(), source: String(form.get("source")) });
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

async function makeKey(db: Db, name: string, source: string): Promise<ShownKey> {
  const sourceId = isNewSource(source) ? (await addSource(db, { kind: source, name })).id : source;
  const { key } = await createKey(db, { name, sourceId });
  return { key, sourceId };
}

function isNewSource(value: string): value is NewSource {
  return NEW_SOURCES.some((kind) => kind === value);
}

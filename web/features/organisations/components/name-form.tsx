"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { changeOrganisation, type Organisation, organisationKeys } from "../queries.ts";

const LEAST_PEOPLE = 3;
const MOST_PEOPLE = 100;

/** The name, and how many people must share a routine before others see it. */
export function NameForm({ organisation }: { organisation: Organisation }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const save = useMutation({
    mutationFn: (change: { name: string; minPeople: number }) =>
      changeOrganisation(db(), organisation.id, change),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: organisationKeys.list });
      show({ title: "Saved" });
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        save.mutate({ name: String(form.get("name")), minPeople: Number(form.get("minPeople")) });
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label="Name"
          name="name"
          required
          maxLength={80}
          pattern=".*\S.*"
          title="A name has at least one letter"
          defaultValue={organisation.name}
          autoComplete="off"
        />
        <Field
          label="A routine is shown to others from"
          name="minPeople"
          type="number"
          inputMode="numeric"
          min={LEAST_PEOPLE}
          max={MOST_PEOPLE}
          required
          defaultValue={organisation.minPeople}
          hint={`people who share it, ${LEAST_PEOPLE} at the least`}
        />
      </div>
      {save.error ? (
        <Notice tone="warm" role="alert">
          Nothing was saved. {save.error.message}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" look="primary" disabled={save.isPending}>
          {save.isPending ? "Saving…" : "Save"}
        </Button>
      </div>
    </form>
  );
}

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { CONTROL_CLASS, Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import {
  ALL_OPS,
  type Op,
  type PrivacySettings,
  privacyKeys,
  privacySettingsQuery,
  saveSettings,
} from "../queries.ts";

const OP_WORDS: Record<Op, string> = {
  created: "Created",
  modified: "Changed",
  moved: "Moved or renamed",
  deleted: "Deleted",
  opened: "Opened",
  downloaded: "Downloaded",
  uploaded: "Uploaded",
  ran: "Ran",
};

/** What is taken of a person's events and how long it is kept. */
export function PrivacySettingsForm({ userId }: { userId: string }) {
  const { db } = useBrowserDb();
  const {
    data: settings,
    error,
    refetch,
  } = useQuery({ ...privacySettingsQuery(db), refetchInterval: false });
  if (error && !settings) {
    return (
      <div role="alert" className="grid justify-items-start gap-2 text-[13px] text-warm">
        Your settings could not be read. {error.message}
        <Button onClick={() => refetch()}>Try again</Button>
      </div>
    );
  }
  return settings ? <Form key={JSON.stringify(settings)} settings={settings} userId={userId} /> : null;
}

function Form({ settings, userId }: { settings: PrivacySettings; userId: string }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const ignoredId = useId();
  const save = useMutation({
    mutationFn: (next: PrivacySettings) => saveSettings(db(), userId, next),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: privacyKeys.settings });
      show({ title: "Saved", detail: "It holds from now on." });
    },
  });
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(readForm(new FormData(event.currentTarget), settings));
      }}
    >
      <fieldset className="grid gap-2">
        <legend className="mb-2 text-[13px] font-medium">What may be noted of a file</legend>
        <div className="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-4">
          {ALL_OPS.map((op) => (
            <label key={op} className="flex min-h-8 items-center gap-2 text-[13px] pointer-coarse:min-h-11">
              <input
                type="checkbox"
                name="op"
                value={op}
                defaultChecked={settings.ops.includes(op)}
                className="size-4 accent-accent"
              />
              {OP_WORDS[op]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-1.5">
        <label htmlFor={ignoredId} className="text-[13px] font-medium">
          Paths that are never taken
        </label>
        <textarea
          id={ignoredId}
          name="ignored"
          rows={4}
          spellCheck={false}
          defaultValue={settings.ignoredPaths.join("\n")}
          placeholder={"Private/\n*.key\nTaxes/**"}
          aria-describedby={`${ignoredId}-hint`}
          className={`${CONTROL_CLASS} font-mono text-[12.5px]`}
        />
        <p id={`${ignoredId}-hint`} className="text-meta text-soft">
          One a line, as in .gitignore: * stays inside a folder, ** does not, a slash at the end means a
          folder. At most 50.
        </p>
      </div>
      <Field
        label="Keep events for (days)"
        name="retention"
        type="number"
        inputMode="numeric"
        min={1}
        max={365}
        required
        defaultValue={settings.retentionDays}
        className="max-w-[220px]"
        hint="1 to 365. Older ones are deleted every night; routines are then looked for in what is left."
      />
      <label className="flex items-start gap-2 text-[13px]">
        <input
          type="checkbox"
          name="paused"
          defaultChecked={settings.pausedAt !== null}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          Take nothing at all for now
          <span className="block text-meta text-soft">
            All sources stop; what they send meanwhile is dropped and never comes later.
          </span>
        </span>
      </label>
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

function readForm(form: FormData, before: PrivacySettings): PrivacySettings {
  const chosen = new Set(form.getAll("op"));
  const isPaused = form.get("paused") === "on";
  return {
    ops: ALL_OPS.filter((op) => chosen.has(op)),
    ignoredPaths: String(form.get("ignored"))
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
    retentionDays: Number(form.get("retention")),
    pausedAt: isPaused ? (before.pausedAt ?? new Date().toISOString()) : null,
  };
}

"use client";

import { may } from "@floyo/shared/access/permissions.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { useOrganisations } from "../../organisations/use-organisations.ts";
import type { Draft } from "../draft.ts";
import { fromFile } from "../draft-file.ts";
import { emptyDraft } from "../draft-steps.ts";
import { createWorkflow, workflowKeys } from "../queries.ts";
import { Select } from "./form-parts.tsx";

interface Begun {
  name: string;
  draft: Draft;
}

/** Makes an empty workflow, or one from a file. */
export function NewWorkflow({ userId, isFirst }: { userId: string; isFirst: boolean }) {
  const organisations = (useOrganisations(userId).data ?? []).filter(
    ({ role, deletedAt }) => deletedAt === null && may(role, "workflows.write"),
  );
  const [begun, setBegun] = useState<Begun | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          disabled={organisations.length === 0}
          onClick={() => setBegun({ name: "", draft: emptyDraft() })}
        >
          {isFirst ? "Make a workflow" : "New workflow"}
        </Button>
        <Button disabled={organisations.length === 0} onClick={() => file.current?.click()}>
          Import a file
        </Button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          className="sr-only"
          tabIndex={-1}
          aria-label="File of a workflow"
          onChange={async (event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = "";
            if (!chosen) return;
            setProblem(null);
            try {
              setBegun(await fromFile(await chosen.text()));
            } catch (error) {
              setProblem(error instanceof Error ? error.message : String(error));
            }
          }}
        />
      </div>
      {problem ? (
        <Notice tone="warm" role="alert">
          Nothing was imported. {problem}
        </Notice>
      ) : null}
      {begun ? (
        <NameDialog begun={begun} organisations={organisations} onClose={() => setBegun(null)} />
      ) : null}
    </div>
  );
}

interface NameDialogProps {
  begun: Begun;
  organisations: readonly { id: string; name: string; kind: "personal" | "team" }[];
  onClose: () => void;
}

function NameDialog({ begun, organisations, onClose }: NameDialogProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState(begun.name);
  const [orgId, setOrgId] = useState(organisations[0]?.id ?? "");
  const create = useMutation({
    mutationFn: () => createWorkflow(db(), { orgId, name, draft: begun.draft }),
    onSuccess: async (id) => {
      await client.invalidateQueries({ queryKey: workflowKeys.all });
      router.push(`/workflows/${id}`);
    },
  });
  return (
    <Dialog isOpen onOpenChange={(isOpen) => (isOpen ? null : onClose())} title="New workflow">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Field
          label="Name"
          hint="What it does, such as “Orders to the drive”."
          value={name}
          required
          maxLength={120}
          pattern=".*\S.*"
          title="A name has at least one letter"
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        {organisations.length > 1 ? (
          <Select
            label="It belongs to"
            value={orgId}
            options={organisations.map((one) => ({
              value: one.id,
              label: one.kind === "personal" ? "You alone" : one.name,
            }))}
            onChange={(event) => setOrgId(event.target.value)}
          />
        ) : null}
        {create.error ? (
          <Notice tone="warm" role="alert">
            Nothing was made. {create.error.message}
          </Notice>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={create.isPending || create.isSuccess}>
            {create.isPending ? "Making it…" : "Make it"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

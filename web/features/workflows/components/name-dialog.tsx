"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { Draft } from "../draft.ts";
import { createWorkflow, workflowKeys } from "../queries.ts";
import { Select } from "./form-parts.tsx";

export interface Begun {
  name: string;
  draft: Draft;
}

interface NameDialogProps {
  begun: Begun;
  organisations: readonly { id: string; name: string; kind: "personal" | "team" }[];
  onClose: () => void;
}

/** Asks for the name of a workflow and whose it is, makes it and opens it. */
export function NameDialog({ begun, organisations, onClose }: NameDialogProps) {
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

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { publishWorkflow } from "../commands.ts";
import type { Draft } from "../draft.ts";
import { type WorkflowVersion, workflowKeys } from "../queries.ts";
import { Differences } from "./differences.tsx";

interface PublishDialogProps {
  id: string;
  revision: number;
  draft: Draft;
  published: WorkflowVersion | undefined;
  onClose: () => void;
}

/** What becomes a version, against the one that is published, and a note to it. */
export function PublishDialog({ id, revision, draft, published, onClose }: PublishDialogProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const [note, setNote] = useState("");
  const publish = useMutation({
    mutationFn: () => publishWorkflow(db(), { id, revision, note }),
    onSuccess: async (number) => {
      await client.invalidateQueries({ queryKey: workflowKeys.all });
      show({ title: `Version ${number} is published`, detail: "Runs under way stay on theirs." });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={published ? "Publish a new version" : "Publish this workflow"}
      description="A version never changes. New runs take it from now on."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          publish.mutate();
        }}
      >
        {published ? (
          <Differences
            before={published.definition}
            after={draft}
            beforeLabel={`v${published.number}`}
            afterLabel="draft"
          />
        ) : null}
        <Field
          label="Note"
          hint="What changed, for the list of versions. It may be empty."
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {publish.error ? (
          <Notice tone="warm" role="alert">
            Nothing was published. {publish.error.message}
          </Notice>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={publish.isPending}>
            {publish.isPending ? "Publishing…" : "Publish version"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

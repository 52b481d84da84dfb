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
import { isPersonal, setConsent, takesCopies } from "../consent.ts";
import type { Draft } from "../draft.ts";
import { type WorkflowVersion, workflowKeys } from "../queries.ts";
import { Differences } from "./differences.tsx";
import { Check } from "./form-parts.tsx";

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
  const [mayCopy, setMayCopy] = useState(false);
  const takes = takesCopies(draft);
  const publish = useMutation({
    mutationFn: async () => {
      const number = await publishWorkflow(db(), { id, revision, note });
      if (takes) await setConsent(db(), id, mayCopy);
      return number;
    },
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
        {isPersonal(draft) ? (
          <Notice>
            {draft.trigger.kind === "file"
              ? `From now on your files that match ${String(draft.trigger.pattern)} start it, and nobody else’s unless they allow it. `
              : "From now on your own habits start it, and nobody else’s unless they allow it. "}
            Whoever may see its runs sees their names.
          </Notice>
        ) : null}
        {takes ? (
          <Check
            label={`Floyo will take copies of files that match ${String(draft.trigger.pattern)}, for this workflow`}
            hint="A step needs the file itself. A copy goes with its run; you can stop this on the workflow’s page at any time."
            isChecked={mayCopy}
            onChange={setMayCopy}
          />
        ) : null}
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

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { CopyField } from "../../../ui/copy-field.tsx";
import { SidePanel } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Select } from "../components/form-parts.tsx";
import type { Workflow, WorkflowVersion } from "../queries.ts";
import { SharedWords } from "./shared-words.tsx";
import { copyOf, shareKeys, shareWorkflow } from "./shares.ts";

const TERMS = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "a year" },
];

interface ShareDialogProps {
  workflow: Workflow;
  published: WorkflowVersion;
  onClose: () => void;
}

/** What others would see of the version, and the link, which is shown once. */
export function ShareDialog({ workflow, published, onClose }: ShareDialogProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const [days, setDays] = useState("30");
  const { number, definition } = published;
  const copy = useQuery({
    queryKey: ["workflows", "copy", workflow.id, number, workflow.name],
    queryFn: () => copyOf(workflow.name, definition),
  });
  const share = useMutation({
    mutationFn: async () => {
      const made = copy.data ?? (await copyOf(workflow.name, definition));
      const { origin } = window.location;
      return shareWorkflow(db(), { ...made, id: workflow.id, number, days: Number(days), origin });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: shareKeys.list(workflow.id) }),
  });
  if (share.data) {
    return (
      <SidePanel
        isOpen
        onOpenChange={(isOpen) => (isOpen ? null : onClose())}
        title="Copy the link now"
        description="It is shown this once. Whoever has it sees what you saw, without an account."
      >
        <div className="grid gap-4">
          <CopyField label="Link" value={share.data} />
          <div className="flex justify-end">
            <Button look="primary" onClick={onClose}>
              I have copied it
            </Button>
          </div>
        </div>
      </SidePanel>
    );
  }
  return (
    <SidePanel
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={`Share v${number}`}
      description="This is all that others see. Read the words: what you wrote into names and messages is shown."
    >
      <div className="grid gap-5">
        {copy.data ? (
          <div className="grid gap-3 rounded-control border border-line bg-bg p-4">
            <p className="text-[15px] font-semibold tracking-tight break-words">{copy.data.name}</p>
            <SharedWords definition={copy.data.definition} gaps={copy.data.gaps} />
          </div>
        ) : (
          <p role="status" className="text-[13px] text-soft">
            {copy.error
              ? "The copy could not be made. Close this and try again."
              : "Taking out what is private…"}
          </p>
        )}
        <Select
          label="The link ends after"
          value={days}
          options={TERMS}
          onChange={(event) => setDays(event.target.value)}
        />
        {share.error ? (
          <Notice tone="warm" role="alert">
            No link was made. {share.error.message}
          </Notice>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!copy.data || share.isPending} onClick={() => share.mutate()}>
            {share.isPending ? "Making it…" : "Make the link"}
          </Button>
        </div>
      </div>
    </SidePanel>
  );
}

"use client";

import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import type { Edited } from "../draft.ts";
import type { Saving } from "../use-save.ts";
import { Differences } from "./differences.tsx";

/** Two people edited one workflow: the second sees the difference and chooses. */
export function ConflictDialog({ mine, saving }: { mine: Edited; saving: Saving }) {
  const { theirs } = saving;
  if (!theirs) return null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : saving.later())}
      title="Somebody else has saved this workflow"
      description="Yours is not saved yet, and not lost. Choose which one goes on."
    >
      {theirs.name === mine.name ? null : (
        <p className="text-[13px]">
          Theirs is called “{theirs.name}”, yours “{mine.name}”.
        </p>
      )}
      <Differences before={theirs.draft} after={mine.draft} beforeLabel="theirs" afterLabel="yours" />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={saving.later}>Decide later</Button>
        <Button onClick={saving.takeTheirs}>Take theirs</Button>
        <Button look="primary" onClick={() => void saving.keepMine()}>
          Save mine over it
        </Button>
      </div>
    </Dialog>
  );
}

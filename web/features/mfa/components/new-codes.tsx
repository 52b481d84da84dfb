"use client";

import { Dialog } from "../../../ui/dialog.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

export function NewCodes({ codes, onSaved }: { codes: string[]; onSaved: () => void }) {
  return (
    <Dialog
      isOpen
      onOpenChange={() => {}}
      title="Save your recovery codes now"
      description="They are shown this once. Those you had before have ended."
    >
      <RecoveryCodes codes={codes} onSaved={onSaved} />
    </Dialog>
  );
}

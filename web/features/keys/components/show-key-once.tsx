"use client";

import { Button } from "../../../ui/button.tsx";
import { CopyField } from "../../../ui/copy-field.tsx";

export interface ShownKey {
  key: string;
  sourceId: string;
}

/** The key and the source it sends to, each with its copy button. */
export function ShowKeyOnce({ made, onDone }: { made: ShownKey; onDone: () => void }) {
  return (
    <div className="grid gap-4">
      <CopyField label="Key" value={made.key} />
      <CopyField label="Source" value={made.sourceId} />
      <div className="flex justify-end">
        <Button look="primary" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}

"use client";

import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Check, TextArea } from "../../workflows/components/form-parts.tsx";
import { restartRun } from "../queries.ts";
import type { Run } from "../rows.ts";
import type { useRunCommand } from "../use-run-command.ts";

interface EditInputProps {
  run: Run;
  command: ReturnType<typeof useRunCommand>;
  onClose: () => void;
}

/** The run once more, with another input or the version in use. */
export function EditInput({ run, command, onClose }: EditInputProps) {
  const [text, setText] = useState(() => JSON.stringify(run.input ?? {}, null, 2));
  const [latest, setLatest] = useState(false);
  const input = objectOf(text);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title="Run again with another input"
      description="Another run is started from the first step. This one stays as it is."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (input)
            command.mutate({ run: (db) => restartRun(db, run.id, { input, latest }), done: "Started" });
        }}
      >
        <TextArea
          label="Input"
          isCode
          value={text}
          error={input ? undefined : 'Write an object, such as {"amount": 5}.'}
          onChange={(event) => setText(event.target.value)}
        />
        <Check
          label="On the version in use now"
          hint={`Otherwise on v${run.workflow_version}, as this run.`}
          isChecked={latest}
          onChange={setLatest}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!input || command.isPending}>
            Start
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function objectOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

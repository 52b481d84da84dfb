"use client";

import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";

interface NameDialogProps {
  problem: string | undefined;
  isPending: boolean;
  onSend: (name: string) => void;
  onClose: () => void;
}

export function NameDialog({ problem, isPending, onSend, onClose }: NameDialogProps) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title="New organisation"
      description="For several people. You are its owner and invite the others; nobody sees the events of anybody else."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSend(String(new FormData(event.currentTarget).get("name")));
        }}
      >
        <Field
          label="Name"
          name="name"
          required
          maxLength={80}
          autoComplete="organization"
          hint="As its people call it."
          error={problem}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Making…" : "Create organisation"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

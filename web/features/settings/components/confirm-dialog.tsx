"use client";

import type { ReactNode } from "react";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";

interface ConfirmDialogProps {
  title: string;
  description: string;
  problem: string | null;
  /** What the button says that does it. */
  action: string;
  isBusy: boolean;
  /** Not ready yet: something must be typed or chosen first. */
  isDisabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks once more before something ends. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    title,
    description,
    problem,
    action,
    isBusy,
    isDisabled = false,
    onConfirm,
    onClose,
    children,
  } = props;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={title}
      description={description}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isDisabled) onConfirm();
        }}
      >
        {children}
        {problem ? (
          <Notice tone="warm" role="alert">
            {problem}
          </Notice>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="warm" disabled={isBusy || isDisabled}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

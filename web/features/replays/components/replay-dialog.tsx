"use client";

import { useState } from "react";
import { Notice } from "../../../ui/notice.tsx";
import { ConfirmDialog } from "../../settings/components/confirm-dialog.tsx";
import { MOST_RUNS } from "../queries.ts";

interface ReplayDialogProps {
  /** More than MOST_RUNS: only so many start. */
  count: number;
  /** Nobody knows how their calls ended. */
  isUnknown: boolean;
  problem: string | null;
  isBusy: boolean;
  onConfirm: (latest: boolean) => void;
  onClose: () => void;
}

/** Asks before many runs are run again. */
export function ReplayDialog(props: ReplayDialogProps) {
  const { count, isUnknown, problem, isBusy, onConfirm, onClose } = props;
  const [isLatest, setIsLatest] = useState(true);
  const number = Math.min(count, MOST_RUNS);
  return (
    <ConfirmDialog
      title={number === 1 ? "Run it again?" : `Run ${number} runs again?`}
      description={
        count > MOST_RUNS
          ? `More than ${MOST_RUNS} fit: the oldest ${MOST_RUNS} are started once more, each with what started it and its input.`
          : "Each is started once more, with what started it and its input."
      }
      problem={problem}
      action="Run again"
      isBusy={isBusy}
      onConfirm={() => onConfirm(isLatest)}
      onClose={onClose}
    >
      {isUnknown ? (
        <Notice tone="warm">
          Nobody knows how a call of each of them ended. What happened outside already may happen a second
          time.
        </Notice>
      ) : null}
      <label className="flex items-start gap-2 text-[13px]">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-accent"
          checked={isLatest}
          onChange={(event) => setIsLatest(event.target.checked)}
        />
        <span>
          On the newest version of each workflow
          <span className="block text-soft">Otherwise on the version that each of them failed on.</span>
        </span>
      </label>
    </ConfirmDialog>
  );
}

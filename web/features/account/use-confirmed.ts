"use client";

import { FloyoError } from "@floyo/shared/errors.ts";
import { useCallback } from "react";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useStepUp } from "../../state/step-up.ts";

/** What a server action answers that wants fresh proof of who is asking. */
export interface WantsProof {
  needs?: "proof";
}

/**
 * Runs a command; where it wants fresh proof of who is asking, the person gives it in a dialog and the command runs
 * again. Throws `forbidden` when they do not.
 */
export function useConfirmed(): <Answer>(work: () => Promise<Answer>) => Promise<Answer> {
  const { renewToken } = useBrowserDb();
  return useCallback(
    async (work) => {
      try {
        const answer = await work();
        if (!wantsProof(answer)) return answer;
      } catch (error) {
        if (!isProofMissing(error)) throw error;
      }
      const isConfirmed = await useStepUp.getState().ask();
      if (!isConfirmed) throw new FloyoError("forbidden", "You did not confirm that it is you.");
      renewToken();
      return work();
    },
    [renewToken],
  );
}

function wantsProof(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "needs" in answer && answer.needs === "proof";
}

/** The database says so in the details of its refusal. */
function isProofMissing(error: unknown): boolean {
  const cause = error instanceof FloyoError ? error.cause : null;
  return typeof cause === "object" && cause !== null && "details" in cause && cause.details === "step_up";
}

"use client";

import dynamic from "next/dynamic";
import { useStepUp } from "../../../state/step-up.ts";

// Loaded when it is asked: no page waits for it.
const StepUpDialog = dynamic(() => import("./step-up-dialog.tsx").then((module) => module.StepUpDialog), {
  ssr: false,
});

/** Asks over the page whether it is still the same person, when a command wants to know. */
export function StepUp() {
  const isAsked = useStepUp(({ answer }) => answer !== null);
  return isAsked ? <StepUpDialog /> : null;
}

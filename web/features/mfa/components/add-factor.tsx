"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useToasts } from "../../../state/toasts.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import type { NewFactor } from "../actions.ts";
import { NameFactor } from "./name-factor.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { ScanFactor } from "./scan-factor.tsx";

type Step = { at: "name" } | { at: "scan"; factor: NewFactor } | { at: "codes"; codes: string[] };

const TITLES = {
  name: "Add an authenticator app",
  scan: "Scan this with the app",
  codes: "Save your recovery codes now",
} as const;

const INTROS = {
  name: "An app on your phone that shows a new code every 30 seconds. From then on, signing in wants both: the password and the code.",
  scan: "Then type the six digits that the app shows.",
  codes: "They are shown this once. Each gets you in one time when the phone is lost.",
} as const;

/** Name, picture and first code, then the recovery codes: the app counts from its first right code on. */
export function AddFactor({ taken, onClose }: { taken: string[]; onClose: () => void }) {
  const router = useRouter();
  const show = useToasts((toasts) => toasts.show);
  const [step, setStep] = useState<Step>({ at: "name" });

  function done(): void {
    onClose();
    router.refresh();
  }

  function finish(codes: string[]): void {
    show({ title: "Authenticator app added", detail: "Every other device was signed out." });
    if (codes.length > 0) setStep({ at: "codes", codes });
    else done();
  }

  return (
    <Dialog
      isOpen
      // Codes that are shown once leave the screen by their own button, not by a slip.
      onOpenChange={(isOpen) => (isOpen || step.at === "codes" ? null : done())}
      title={TITLES[step.at]}
      description={INTROS[step.at]}
    >
      {step.at === "name" ? (
        <NameFactor taken={taken} onStarted={(factor) => setStep({ at: "scan", factor })} onCancel={done} />
      ) : null}
      {step.at === "scan" ? <ScanFactor factor={step.factor} onAdded={finish} onCancel={done} /> : null}
      {step.at === "codes" ? <RecoveryCodes codes={step.codes} onSaved={done} /> : null}
    </Dialog>
  );
}

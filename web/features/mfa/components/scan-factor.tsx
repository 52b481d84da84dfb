"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "../../../ui/button.tsx";
import { CopyField } from "../../../ui/copy-field.tsx";
import { CodeField } from "../../account/components/code-field.tsx";
import { finishFactor, type NewFactor } from "../actions.ts";
import { refusalOf } from "../refusal.ts";

interface ScanFactorProps {
  factor: NewFactor;
  onAdded: (codes: string[]) => void;
  onCancel: () => void;
}

/** The picture for the app's camera, the same as text, and the code that proves the app took it. */
export function ScanFactor({ factor, onAdded, onCancel }: ScanFactorProps) {
  const finish = useMutation({
    mutationFn: async (code: string) => {
      const answer = await finishFactor(factor.id, code);
      if (!answer.isDone) throw refusalOf(answer);
      return answer.codes ?? [];
    },
    onSuccess: onAdded,
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        finish.mutate(String(new FormData(event.currentTarget).get("code")));
      }}
    >
      {/* biome-ignore lint/performance/noImgElement: it comes within the answer, there is nothing to optimise. */}
      <img
        src={factor.qrCode}
        alt="Square code for the authenticator app; the key below says the same"
        width={184}
        height={184}
        className="justify-self-center rounded-control bg-white p-2"
      />
      <CopyField label="Key, to type it instead" value={factor.secret} />
      <CodeField label="Code from the app" error={finish.error?.message} />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" disabled={finish.isPending}>
          {finish.isPending ? "Checking…" : "Add the app"}
        </Button>
      </div>
    </form>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { type NewFactor, startFactor } from "../actions.ts";
import { refusalOf } from "../refusal.ts";

interface NameFactorProps {
  taken: string[];
  onStarted: (factor: NewFactor) => void;
  onCancel: () => void;
}

export function NameFactor({ taken, onStarted, onCancel }: NameFactorProps) {
  const confirmed = useConfirmed();
  const formId = useId();
  const start = useMutation({
    mutationFn: async (name: string) => {
      const answer = await confirmed(() => startFactor(name));
      if (!answer.factor) throw refusalOf(answer);
      return answer.factor;
    },
    onSuccess: onStarted,
  });
  return (
    <>
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate(String(new FormData(event.currentTarget).get("name")));
        }}
      >
        <Field
          label="Name"
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          defaultValue={freeName(taken)}
          hint="So that you know it again, if you add a second one."
          error={start.error?.message}
        />
      </form>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" form={formId} look="primary" disabled={start.isPending}>
          {start.isPending ? "Preparing…" : "Go on"}
        </Button>
      </div>
    </>
  );
}

function freeName(taken: string[]): string {
  const names = ["Phone", ...Array.from({ length: 10 }, (_, index) => `Phone ${index + 2}`)];
  return names.find((name) => !taken.includes(name)) ?? "";
}

"use client";

import { useRef, useState } from "react";
import { Field } from "../../../ui/field.tsx";
import type { Strength } from "../password-strength.ts";
import { StrengthMeter } from "./strength-meter.tsx";

interface NewPasswordFieldProps {
  label: string;
  hint: string;
  error: string | undefined;
}

/** A new password, with how hard it is to guess. What knows that weighs more than the page: it comes with the first key. */
export function NewPasswordField({ label, hint, error }: NewPasswordFieldProps) {
  const [strength, setStrength] = useState<Strength | null>(null);
  const typed = useRef("");

  async function rate(password: string): Promise<void> {
    typed.current = password;
    if (password === "") return setStrength(null);
    // Without a network there is no meter; the rules hold all the same.
    const rated = await import("../password-strength.ts").then(
      ({ strengthOf }) => strengthOf(password),
      () => null,
    );
    if (typed.current === password) setStrength(rated);
  }

  return (
    <div className="grid gap-2">
      <Field
        label={label}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        hint={hint}
        error={error}
        onChange={(event) => void rate(event.target.value)}
      />
      {strength ? <StrengthMeter strength={strength} /> : null}
    </div>
  );
}

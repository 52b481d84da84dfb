"use client";

import { Field } from "../../../ui/field.tsx";
import { signInWithCode, signInWithRecoveryCode } from "../proof-actions.ts";
import { AccountForm } from "./account-form.tsx";
import { CodeField } from "./code-field.tsx";

export function CodeForm({ next }: { next: string }) {
  return (
    <AccountForm action={signInWithCode} submit="Go on" pending="Checking…">
      {({ errors }) => (
        <>
          <input type="hidden" name="next" value={next} />
          <CodeField error={errors?.code} />
        </>
      )}
    </AccountForm>
  );
}

export function RecoveryForm() {
  return (
    <AccountForm action={signInWithRecoveryCode} submit="Remove the apps and sign in" pending="Checking…">
      {({ errors }) => (
        <Field
          label="Recovery code"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          autoFocus
          maxLength={60}
          placeholder="XXXX-XXXX-XXXX-XXXX"
          error={errors?.code}
        />
      )}
    </AccountForm>
  );
}

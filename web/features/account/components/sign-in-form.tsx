"use client";

import { Field } from "../../../ui/field.tsx";
import { signIn } from "../actions.ts";
import { AccountForm } from "./account-form.tsx";

export function SignInForm({ next }: { next: string }) {
  return (
    <AccountForm action={signIn} submit="Sign in" pending="Signing in…">
      {({ email, errors }) => (
        <>
          <input type="hidden" name="next" value={next} />
          <Field
            label="E-mail"
            name="email"
            type="email"
            autoComplete="email"
            inputMode="email"
            required
            defaultValue={email}
            error={errors?.email}
          />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            error={errors?.password}
          />
        </>
      )}
    </AccountForm>
  );
}

"use client";

import { Field } from "../../../ui/field.tsx";
import { requestReset, setPassword } from "../actions.ts";
import { MIN_PASSWORD_LENGTH } from "../forms.ts";
import { AccountForm } from "./account-form.tsx";
import { NewPasswordField } from "./new-password-field.tsx";

export function RequestResetForm() {
  return (
    <AccountForm action={requestReset} submit="Send the link" pending="Sending…">
      {({ email, errors }) => (
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
      )}
    </AccountForm>
  );
}

export function NewPasswordForm() {
  return (
    <AccountForm action={setPassword} submit="Save the new password" pending="Saving…">
      {({ errors }) => (
        <NewPasswordField
          label="New password"
          hint={`At least ${MIN_PASSWORD_LENGTH} characters. Every other device is signed out.`}
          error={errors?.password}
        />
      )}
    </AccountForm>
  );
}

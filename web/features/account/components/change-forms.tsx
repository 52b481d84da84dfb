"use client";

import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { changeEmail, changePassword } from "../change-actions.ts";
import { type FormState, MIN_PASSWORD_LENGTH } from "../forms.ts";
import { useConfirmed } from "../use-confirmed.ts";
import { AccountForm } from "./account-form.tsx";
import { NewPasswordField } from "./new-password-field.tsx";

type Action = (before: FormState, form: FormData) => Promise<FormState>;

export function ChangePassword() {
  const action = useConfirmedForm(changePassword);
  return (
    <AccountForm action={action} submit="Change the password" pending="Changing…">
      {({ errors, isDone }) => (
        <>
          {isDone ? <Notice role="status">Changed. Every other device was signed out.</Notice> : null}
          <NewPasswordField
            label="New password"
            hint={`At least ${MIN_PASSWORD_LENGTH} characters. Every other device is signed out.`}
            error={errors?.password}
          />
        </>
      )}
    </AccountForm>
  );
}

export function ChangeEmail() {
  const action = useConfirmedForm(changeEmail);
  return (
    <AccountForm action={action} submit="Change the address" pending="Sending…">
      {({ email, errors, isDone }) => (
        <>
          {isDone ? (
            <Notice role="status">
              We sent a link to both addresses. The change holds once you opened both: {email} and the one you
              have now.
            </Notice>
          ) : null}
          <Field
            label="New e-mail"
            name="email"
            type="email"
            autoComplete="email"
            inputMode="email"
            required
            defaultValue={isDone ? "" : email}
            error={errors?.email}
          />
        </>
      )}
    </AccountForm>
  );
}

/** An action that may first want proof of who is asking. */
function useConfirmedForm(action: Action): Action {
  const confirmed = useConfirmed();
  return async (before, form) => {
    try {
      return await confirmed(() => action(before, form));
    } catch (error) {
      return { message: `Nothing was changed. ${error instanceof Error ? error.message : ""}` };
    }
  };
}

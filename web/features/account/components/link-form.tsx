"use client";

import { Field } from "../../../ui/field.tsx";
import { sendLink } from "../actions.ts";
import { AccountForm } from "./account-form.tsx";

export function LinkForm({ next }: { next: string }) {
  return (
    <AccountForm action={sendLink} submit="Mail me a link" pending="Sending…">
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
        </>
      )}
    </AccountForm>
  );
}

"use client";

import { useEffect, useState } from "react";
import { Field } from "../../../ui/field.tsx";
import { signUp } from "../actions.ts";
import { MIN_PASSWORD_LENGTH } from "../forms.ts";
import { AccountForm } from "./account-form.tsx";
import { NewPasswordField } from "./new-password-field.tsx";

export function SignUpForm({ next }: { next: string }) {
  return (
    <AccountForm action={signUp} submit="Create account" pending="Creating your account…">
      {({ email, errors }) => (
        <>
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
          <NewPasswordField
            label="Password"
            hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}
            error={errors?.password}
          />
          <input type="hidden" name="next" value={next} />
          <DeviceTimeZone />
        </>
      )}
    </AccountForm>
  );
}

/** Times of day only mean something in the person's own zone, so the first guess is the device's. */
function DeviceTimeZone() {
  const [timeZone, setTimeZone] = useState("UTC");
  useEffect(() => setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return <input type="hidden" name="timeZone" value={timeZone} />;
}

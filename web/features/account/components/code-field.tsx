import { Field } from "../../../ui/field.tsx";

/** The six digits that an authenticator app shows. */
export function CodeField({
  error,
  label = "Code from your authenticator app",
}: {
  error: string | undefined;
  label?: string;
}) {
  return (
    <Field
      label={label}
      name="code"
      autoComplete="one-time-code"
      inputMode="numeric"
      required
      autoFocus
      maxLength={12}
      placeholder="123 456"
      error={error}
    />
  );
}

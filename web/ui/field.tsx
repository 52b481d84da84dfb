import { type InputHTMLAttributes, type ReactNode, useId } from "react";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

export const CONTROL_CLASS =
  "min-h-[38px] w-full rounded-control border border-line-strong bg-panel px-3 py-1.5 text-ink placeholder:text-soft aria-invalid:border-warm pointer-coarse:min-h-11";

/** A labelled input; its hint and its error are read out with it. */
export function Field({ label, hint, error, id, className = "", ...rest }: FieldProps) {
  const ownId = useId();
  const inputId = id ?? ownId;
  const described = [error ? `${inputId}-error` : null, hint && !error ? `${inputId}-hint` : null].filter(
    Boolean,
  );
  return (
    <div className={`grid gap-1.5 ${className}`}>
      <label htmlFor={inputId} className="text-[13px] font-medium text-ink">
        {label}
      </label>
      <input
        id={inputId}
        className={CONTROL_CLASS}
        aria-invalid={error ? true : undefined}
        aria-describedby={described.length > 0 ? described.join(" ") : undefined}
        {...rest}
      />
      {error ? (
        <p id={`${inputId}-error`} className="text-meta text-warm">
          {error}
        </p>
      ) : null}
      {hint && !error ? (
        <p id={`${inputId}-hint`} className="text-meta text-soft">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

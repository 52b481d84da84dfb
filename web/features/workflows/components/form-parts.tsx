"use client";

import { type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from "react";
import { CONTROL_CLASS } from "../../../ui/field.tsx";

interface LabelledProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

function useNotes({ hint, error }: Pick<LabelledProps, "hint" | "error">) {
  const id = useId();
  return {
    id,
    aria: {
      id,
      "aria-invalid": error ? true : undefined,
      "aria-describedby": error || hint ? `${id}-note` : undefined,
    },
    note:
      error || hint ? (
        <p id={`${id}-note`} className={`text-meta ${error ? "text-warm" : "text-soft"}`}>
          {error ?? hint}
        </p>
      ) : null,
  };
}

type TextAreaProps = LabelledProps & TextareaHTMLAttributes<HTMLTextAreaElement> & { isCode?: boolean };

/** A labelled field of several lines, which grows with its text. */
export function TextArea({ label, hint, error, isCode = false, className, ...rest }: TextAreaProps) {
  const { id, aria, note } = useNotes({ hint, error });
  return (
    <div className={`grid gap-1.5 ${className ?? ""}`}>
      <label htmlFor={id} className="text-[13px] font-medium">
        {label}
      </label>
      <textarea
        rows={isCode ? 1 : 2}
        spellCheck={!isCode}
        className={`${CONTROL_CLASS} field-sizing-content max-h-80 resize-y ${isCode ? "font-mono text-[13px]" : ""}`}
        {...aria}
        {...rest}
      />
      {note}
    </div>
  );
}

type SelectProps = LabelledProps &
  SelectHTMLAttributes<HTMLSelectElement> & { options: readonly { value: string; label: string }[] };

/** A labelled choice in a form. */
export function Select({ label, hint, error, options, className, ...rest }: SelectProps) {
  const { id, aria, note } = useNotes({ hint, error });
  return (
    <div className={`grid content-start gap-1.5 ${className ?? ""}`}>
      <label htmlFor={id} className="text-[13px] font-medium">
        {label}
      </label>
      <select className={CONTROL_CLASS} {...aria} {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {note}
    </div>
  );
}

interface CheckProps {
  label: string;
  hint?: string;
  isChecked: boolean;
  isDisabled?: boolean;
  onChange: (isChecked: boolean) => void;
}

export function Check({ label, hint, isChecked, isDisabled = false, onChange }: CheckProps) {
  return (
    <label className="flex min-h-9 items-center gap-2.5 text-[13px]">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        checked={isChecked}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {hint ? <span className="block text-meta text-soft">{hint}</span> : null}
      </span>
    </label>
  );
}

"use client";

import type { Connector } from "@floyo/shared/connectors/connector.ts";
import { CopyField } from "../../../ui/copy-field.tsx";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../workflows/components/form-parts.tsx";
import type { Credential } from "../commands.ts";
import { askedFields, needsSignIn } from "../credential-form.ts";

interface CredentialFieldsProps {
  connector: Connector;
  filled: Credential;
  /** What is wrong, by field. */
  problems: ReadonlyMap<string, string>;
  onChange: (filled: Credential) => void;
}

/** The fields of a credential. Secrets are typed blind, and no browser offers to keep them. */
export function CredentialFields({ connector, filled, problems, onChange }: CredentialFieldsProps) {
  return (
    <>
      {needsSignIn(connector, filled) ? (
        <div className="grid gap-2 rounded-control border border-line bg-bg p-3">
          <p className="text-[13px] text-soft">
            Register an app of yours at the service first, with this address to come back to. You sign in
            there once it is added here.
          </p>
          <CopyField label="Redirect address" value={`${window.location.origin}/connections/callback`} />
        </div>
      ) : null}
      {askedFields(connector, filled).map(
        ({ field, label, input, help, placeholder, options, isOptional }) => {
          const common = { label, hint: help, error: problems.get(field), name: `connection-${field}` };
          const set = (value: string) => onChange({ ...filled, [field]: value });
          return input === "choice" ? (
            <Select
              key={field}
              {...common}
              value={filled[field] ?? ""}
              options={options ?? []}
              onChange={(event) => set(event.target.value)}
            />
          ) : (
            <Field
              key={field}
              {...common}
              type={input === "text" ? "text" : "password"}
              autoComplete={input === "text" ? "off" : "new-password"}
              spellCheck={false}
              required={!isOptional}
              placeholder={placeholder}
              value={filled[field] ?? ""}
              onChange={(event) => set(event.target.value)}
            />
          );
        },
      )}
    </>
  );
}

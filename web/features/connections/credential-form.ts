import type { Connector, CredentialField } from "@floyo/shared/connectors/connector.ts";
import type { Credential } from "./commands.ts";

/** What a form begins with: the first choice of each choice, else nothing. */
export function firstCredential({ form }: Connector): Credential {
  return Object.fromEntries(form.map(({ field, options }) => [field, options?.[0]?.value ?? ""]));
}

/** The fields that are asked for, as what is filled in so far says. */
export function askedFields({ form }: Connector, filled: Credential): readonly CredentialField[] {
  return form.filter(({ when }) => !when || when.is.includes(filled[when.field] ?? ""));
}

/** What is sent: the fields that are asked for, without those left empty that may be. */
export function givenCredential(connector: Connector, filled: Credential): Credential {
  return Object.fromEntries(
    askedFields(connector, filled)
      .filter(({ field, isOptional }) => !isOptional || filled[field] !== "")
      .map(({ field }) => [field, filled[field] ?? ""]),
  );
}

/** What is wrong with it, by field, in the words of the form. */
export function credentialProblems(connector: Connector, filled: Credential): Map<string, string> {
  const given = givenCredential(connector, filled);
  const parsed = connector.credential.safeParse(given);
  return new Map(
    (parsed.error?.issues ?? []).map(({ path, message }) => {
      const field = String(path[0] ?? "");
      return [field, given[field]?.trim() === "" ? "This is missing." : sentence(message)];
    }),
  );
}

/** Whether the person signs in at the service once it is stored. */
export function needsSignIn(connector: Connector, filled: Credential): boolean {
  const parsed = connector.credential.safeParse(givenCredential(connector, filled));
  // While fields are missing, the kind tells: only it decides in connectors that have several.
  const credential = parsed.success ? parsed.data : filled;
  return connector.oauth?.(credential)?.grant === "authorization-code";
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}

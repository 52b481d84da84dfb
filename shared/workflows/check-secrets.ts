import type { WorkflowDefinition } from "./definition.ts";
import type { DefinitionIssue } from "./issue.ts";

/** Forms in which services hand out secrets, by their own documentation. */
export const SECRET_FORMS =
  /\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[\w-]{35}|\bsk-[A-Za-z0-9_-]{20,}|\bwhsec_[A-Za-z0-9+/=]{20,}|\bflk_[A-Za-z0-9_-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{5,}|\b(?:Bearer|Basic) [A-Za-z0-9+/=._-]{16,}/;
const SECRET_FIELDS = /\.(?:authorization|x-api-key|api[-_]?key|password|secret|token|access[-_]?token)$/i;

/** Plain fields that look as if a secret was pasted into them: everybody who sees the workflow would see it. */
export function checkSecrets({ steps }: WorkflowDefinition): DefinitionIssue[] {
  return steps.flatMap((step, index) =>
    textsIn(step.with, `steps.${index}.with`).flatMap(({ place, text }) => {
      const isNamedSo = SECRET_FIELDS.test(place) && text.length >= 8 && !text.includes("{{");
      if (!SECRET_FORMS.test(text) && !isNamedSo) return [];
      const message = "this looks like a secret: keep it in a connection, where nobody can read it";
      return [{ place, code: "secret", message, severity: "warning" as const }];
    }),
  );
}

function textsIn(value: unknown, place: string): { place: string; text: string }[] {
  if (typeof value === "string") return [{ place, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => textsIn(child, `${place}.${key}`));
}

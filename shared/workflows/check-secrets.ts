import type { WorkflowDefinition } from "./definition.ts";
import type { DefinitionIssue } from "./issue.ts";

/** Forms in which services hand out secrets, by their own documentation, and addresses that hold one. */
export const SECRET_FORMS =
  /\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[\w-]{35}|\bsk-[A-Za-z0-9_-]{20,}|\bwhsec_[A-Za-z0-9+/=]{20,}|\bflk_[A-Za-z0-9_-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{5,}|\b(?:Bearer|Basic) [A-Za-z0-9+/=._-]{16,}|\bhttps:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{10,}|\bhttps?:\/\/[^\s/:@{}]{1,200}:[^\s/:@{}]{1,200}@|[?&](?:api[-_]?key|secret|password|(?:access[-_]?|auth[-_]?)?token)=[^\s&#{}"']{8,}|[?&]key=[^\s&#{}"']{16,}/;

/** Names under which people keep secrets: `Authorization`, `X-Api-Key`, `client_secret`, `accessToken`. */
const SECRET_FIELDS =
  /(?:^|[-_])(?:authorization|api[-_]?key|password|secret|token)$|(?:[a-z]Secret|[a-z]Token|[a-z]Password|[a-z]ApiKey)$/;
const SHORTEST_SECRET = 8;

/** Whether a literal text stands under a name of secrets. */
export function isSecretField(name: string, text: string): boolean {
  const isNamedSo = SECRET_FIELDS.test(name) || SECRET_FIELDS.test(name.toLowerCase());
  return isNamedSo && text.length >= SHORTEST_SECRET && !text.includes("{{");
}

/** Plain fields that look as if a secret was pasted into them: everybody who sees the workflow would see it. */
export function checkSecrets({ steps }: WorkflowDefinition): DefinitionIssue[] {
  return steps.flatMap((step, index) =>
    textsIn(step.with, `steps.${index}.with`).flatMap(({ place, text }) => {
      const name = place.slice(place.lastIndexOf(".") + 1);
      if (!SECRET_FORMS.test(text) && !isSecretField(name, text)) return [];
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

import type { OAuthRule } from "../../shared/connectors/connector.ts";
import { findConnector } from "../../shared/connectors/connectors.ts";
import { FloyoError } from "../../shared/errors.ts";

export interface CheckedCredential {
  credential: Record<string, unknown>;
  oauth: OAuthRule | null;
  /** Only a person gets the tokens, by signing in at the service. */
  needsSignIn: boolean;
}

/** A credential by the schema of its connector. Throws `invalid_input` with each field that is wrong. */
export function checkCredential(key: string, given: unknown): CheckedCredential {
  const connector = findConnector(key);
  if (!connector) throw new FloyoError("invalid_input", `there is no connector "${key}"`);
  const parsed = connector.credential.safeParse(given);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    throw new FloyoError("invalid_input", issues[0]?.message ?? "this credential is not valid", { issues });
  }
  const credential = parsed.data as Record<string, unknown>;
  const oauth = connector.oauth?.(credential) ?? null;
  return { credential, oauth, needsSignIn: oauth?.grant === "authorization-code" };
}

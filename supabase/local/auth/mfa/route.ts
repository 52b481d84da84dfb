import { authError } from "../../gateway/replies.ts";
import type { Claims } from "../../gateway/tokens.ts";
import type { AuthCore } from "../core.ts";
import type { createQueue } from "../in-order.ts";
import { readSignedIn } from "../people.ts";
import type { SessionTokens } from "../tokens.ts";
import { isUuid } from "../uuid.ts";
import { challengeFactor } from "./challenge.ts";
import { enrollFactor } from "./enroll.ts";
import { unenrollFactor } from "./unenroll.ts";
import { verifyFactor } from "./verify-factor.ts";

interface Parts {
  core: AuthCore;
  tokens: SessionTokens;
  inOrder: ReturnType<typeof createQueue>;
  siteUrl: string;
}

const PATH = /^(POST|DELETE) \/factors(?:\/([^/]+)(?:\/(challenge|verify))?)?$/;

/** Whether an endpoint is of second factors. */
export function isFactorEndpoint(endpoint: string): boolean {
  return PATH.test(endpoint);
}

/** Everything under /factors; lite has none of it. */
export async function answerFactors(
  parts: Parts,
  endpoint: string,
  { body, claims }: { body: unknown; claims: Claims | null },
): Promise<Response> {
  const { core, inOrder } = parts;
  const [, method, id, verb] = PATH.exec(endpoint) ?? [];
  const person = await readSignedIn(core.sql, claims);
  if (person instanceof Response) return person;
  if (method === "POST" && id === undefined) {
    // One after the other, or two would both find their name free.
    return inOrder(`factors ${person.userId}`, () =>
      enrollFactor({ sql: core.sql, siteUrl: parts.siteUrl }, person, body),
    );
  }
  if (!id || !isUuid(id)) return authError(404, "validation_failed", "factor_id must be an UUID");
  const [factor] = await core.sql<{ id: string; isVerified: boolean }[]>`
    select id, status = 'verified' as "isVerified" from auth.mfa_factors
    where id = ${id} and user_id = ${person.userId} and factor_type = 'totp'`;
  if (!factor) return authError(404, "mfa_factor_not_found", "Factor not found");
  if (method === "DELETE" && !verb) return unenrollFactor(core.sql, person, factor);
  if (method === "POST" && verb === "challenge") return challengeFactor(core.sql, factor.id);
  if (method === "POST" && verb === "verify") return verifyFactor(parts, person, factor.id, body);
  return new Response(null, { status: 405, headers: { allow: verb ? "POST" : "DELETE" } });
}

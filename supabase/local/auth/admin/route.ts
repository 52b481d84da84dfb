import type { ZodType } from "zod";
import { authError } from "../../gateway/replies.ts";
import type { Claims } from "../../gateway/tokens.ts";
import type { AuthCore } from "../core.ts";
import type { createQueue } from "../in-order.ts";
import type { CoreMailer } from "../mail-links.ts";
import { listFactors } from "../mfa/factors.ts";
import { isUuid } from "../uuid.ts";
import { Deletion, FactorChange, Invitation, LinkWish, parseBody, UserAttributes } from "./bodies.ts";
import { createUser } from "./create-user.ts";
import { deleteUser } from "./delete-user.ts";
import { listUsers } from "./list-users.ts";
import { generateLink, inviteUser } from "./one-time-links.ts";
import { updateUser } from "./update-user.ts";
import { readUser } from "./user-json.ts";

interface Parts {
  core: AuthCore;
  mailer: CoreMailer;
  inOrder: ReturnType<typeof createQueue>;
  issuer: string;
  siteUrl: string;
  allowList: readonly string[];
}

const PATH = /^\/(invite|admin\/.+)$/;
const OF_USER = /^(GET|PUT|DELETE) \/admin\/users\/([^/]+)$/;
const OF_FACTORS = /^(GET|PUT|DELETE) \/admin\/users\/([^/]+)\/factors(?:\/([^/]+))?$/;

/** Whether a path is for the secret key alone. */
export function isAdminPath(path: string): boolean {
  return PATH.test(path);
}

/** Everything for servers that hold the secret key; lite has none of it. */
export async function answerAdmin(
  parts: Parts,
  endpoint: string,
  { url, body, claims }: { url: URL; body: unknown; claims: Claims | null },
): Promise<Response> {
  if (!claims) return authError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  if (claims.role !== "service_role") return authError(403, "not_admin", "User not allowed");
  try {
    return await answerServer(parts, endpoint, { url, body });
  } catch (error) {
    // A trigger or a reference of the app's own refused: hosted says so with less.
    if (!isDatabaseError(error)) throw error;
    return authError(500, "unexpected_failure", `Database error: ${error.message}`);
  }
}

function isDatabaseError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && /^[0-9A-Z]{5}$/.test(String(error.code));
}

async function answerServer(
  parts: Parts,
  endpoint: string,
  { url, body }: { url: URL; body: unknown },
): Promise<Response> {
  const { sql } = parts.core;
  switch (endpoint) {
    case "GET /admin/users":
      return listUsers(sql, url.searchParams);
    case "POST /admin/users":
      return withBody(UserAttributes, body, (wanted) => createUser(sql, wanted));
    case "POST /invite":
      return withBody(Invitation, body, (invitation) =>
        parts.inOrder(`mail ${invitation.email}`, () =>
          inviteUser({ sql, mailer: parts.mailer }, invitation),
        ),
      );
    case "POST /admin/generate_link":
      return withBody(LinkWish, body, (wish) =>
        parts.inOrder(`mail ${wish.email}`, () => generateLink({ ...parts, sql }, wish)),
      );
  }
  return ofUser(parts, endpoint, body);
}

async function ofUser({ core: { sql } }: Parts, endpoint: string, body: unknown): Promise<Response> {
  const [, method, id = ""] = OF_USER.exec(endpoint) ?? OF_FACTORS.exec(endpoint) ?? [];
  if (!method) return authError(404, "not_found", `${endpoint} is not part of the local platform`);
  if (!isUuid(id)) return authError(404, "validation_failed", "user_id must be an UUID");
  const user = await readUser(sql, id);
  if (!user) return authError(404, "user_not_found", "User not found");
  if (OF_FACTORS.test(endpoint)) return ofFactors(sql, endpoint, body);
  if (method === "PUT") return withBody(UserAttributes, body, (wanted) => updateUser(sql, id, wanted));
  if (method === "DELETE") {
    return withBody(Deletion, body, (wish) => deleteUser(sql, id, { isSoft: wish.should_soft_delete }));
  }
  return Response.json(user);
}

async function ofFactors(sql: AuthCore["sql"], endpoint: string, body: unknown): Promise<Response> {
  const [, method, userId = "", factorId] = OF_FACTORS.exec(endpoint) ?? [];
  const factors = await listFactors(sql, userId);
  if (factorId === undefined) {
    return method === "GET" ? Response.json(factors) : new Response(null, { status: 405 });
  }
  const factor = factors.find(({ id }) => id === factorId);
  if (!factor) return authError(404, "mfa_factor_not_found", "Factor not found");
  if (method === "DELETE") {
    await sql`delete from auth.mfa_factors where id = ${factor.id}`;
    return Response.json(factor);
  }
  return withBody(FactorChange, body, async ({ friendly_name = factor.friendly_name ?? "" }) => {
    await sql`
      update auth.mfa_factors set friendly_name = ${friendly_name}, updated_at = now() where id = ${factor.id}`;
    return Response.json((await listFactors(sql, userId)).find(({ id }) => id === factor.id));
  });
}

async function withBody<Body>(
  schema: ZodType<Body>,
  body: unknown,
  work: (parsed: Body) => Promise<Response>,
): Promise<Response> {
  const parsed = parseBody(schema, body);
  return parsed instanceof Response ? parsed : work(parsed);
}

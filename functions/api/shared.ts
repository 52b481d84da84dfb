import { z } from "zod";
import { FloyoError } from "../../shared/errors.ts";
import type { Database } from "../_db/client.ts";
import { sharedWorkflow } from "../_db/shared-workflow.ts";
import { readJson } from "../_http/body.ts";
import { endpoint, json } from "../_http/endpoint.ts";
import type { Limit } from "../_http/limits.ts";

const MAX_BYTES = 1024;
/** 32 random bytes in base64url. */
const Body = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
const NOT_OURS = "this link does not work any more";

/**
 * `POST /api/shared` gives the copy of a workflow that a link shows: `{ name, definition, gaps, until }`. The token is the
 * proof; one that is unknown, over or revoked is answered alike.
 */
export function sharedEndpoint({ sql, limit }: { sql: Database; limit: Limit }): {
  fetch(request: Request): Promise<Response>;
} {
  return endpoint<null, z.infer<typeof Body>>({
    name: "api",
    authenticate: async () => null,
    async parse(request) {
      const read = Body.safeParse(await readJson(request, { maxBytes: MAX_BYTES }));
      if (!read.success) throw new FloyoError("not_found", NOT_OURS);
      return read.data;
    },
    async run({ token }) {
      await limit(token);
      const shared = await sharedWorkflow(sql, token);
      if (!shared) throw new FloyoError("not_found", NOT_OURS);
      return json(shared);
    },
  });
}

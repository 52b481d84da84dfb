import { z } from "zod";
import { FloyoError } from "../../shared/errors.ts";
import { answerByLink } from "../_db/answer-by-link.ts";
import type { Database } from "../_db/client.ts";
import { readJson } from "../_http/body.ts";
import { endpoint, json, type RequestContext } from "../_http/endpoint.ts";
import type { Limit } from "../_http/limits.ts";

const MAX_BYTES = 16_384;
const Body = z.object({
  token: z.string().regex(/^[0-9a-f]{32}\.[A-Za-z0-9_-]{43}$/),
  /** Null: only tells what is asked. */
  approved: z.boolean().nullable(),
  comment: z.string().max(2000).default(""),
});
const NOT_OURS = "this link is not one of ours, was cut, or its person may not answer any more";

interface Parts {
  sql: Database;
  limit: Limit;
  /** Publishes what a person's answer owes the queue. */
  publishOwed: (userId: string, context: RequestContext) => Promise<unknown>;
}

/**
 * `POST /api/approvals` tells what the signed link of a mail asks, or answers it, once: `{ state, title, message, runId,
 * until }`. The link is the proof; it ends with the question.
 */
export function approvalsEndpoint({ sql, limit, publishOwed }: Parts): {
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
    async run(body, _caller, context) {
      await limit(body.token.slice(0, 32));
      const asked = await answerByLink(sql, body);
      if (!asked) throw new FloyoError("not_found", NOT_OURS);
      const { userId, ...told } = asked;
      if (told.state === "approved" || told.state === "rejected") await publishOwed(userId, context);
      return json(told);
    },
  });
}

import { z } from "zod";
import { FloyoError } from "../../shared/errors.ts";
import type { Database } from "../_db/client.ts";
import { unsubscribe } from "../_db/unsubscribe.ts";
import { readJson } from "../_http/body.ts";
import { endpoint, json } from "../_http/endpoint.ts";
import type { Limit } from "../_http/limits.ts";

const MAX_BYTES = 1024;
/** The form of what private.mail_token gives; what has another is not looked up. */
const Body = z.object({
  token: z.string().regex(/^[0-9a-f]{32}\.[a-z][a-z_]{0,39}\.[A-Za-z0-9_-]{43}$/),
  /** False: only tells which mails the link stops. */
  stops: z.boolean(),
});
const NOT_OURS = "this link is not one of ours, or was cut; copy the whole of it from the mail";

/**
 * `POST /api/unsubscribe` stops the mails that a signed link names: `{ list }`, which is `digest` or a kind of notification.
 * The link is the proof: whoever holds the mail may stop it without signing in, as often as they like.
 */
export function unsubscribeEndpoint({ sql, limit }: { sql: Database; limit: Limit }): {
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
    async run(body) {
      await limit(body.token.slice(0, 32));
      const found = await unsubscribe(sql, body);
      if (!found) throw new FloyoError("not_found", NOT_OURS);
      return json(found);
    },
  });
}

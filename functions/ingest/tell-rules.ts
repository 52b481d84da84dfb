import { FloyoError } from "../../shared/errors.ts";
import { isUuid } from "../../shared/events/uuid-v7.ts";
import { captureRules } from "../_db/capture-rules.ts";
import type { Database } from "../_db/client.ts";
import type { Caller } from "../_http/caller.ts";
import { endpoint, json } from "../_http/endpoint.ts";
import type { Limit } from "../_http/limits.ts";
import { unavailable } from "../_http/refusal.ts";
import { noSource, requireOwnSource } from "./own-source.ts";

interface RulesOptions {
  sql: Database;
  allowedOrigin: string;
  authenticate: (request: Request) => Promise<Caller>;
  limit: Limit;
}

/** `GET /ingest/rules?source=…`: what the person lets this source send, so that the rest never leaves the device. */
export function rulesEndpoint({ sql, allowedOrigin, authenticate, limit }: RulesOptions): {
  fetch(request: Request): Promise<Response>;
} {
  return endpoint<Caller, string>({
    name: "ingest rules",
    method: "GET",
    allowedOrigin,
    authenticate,
    limit: (caller) => limit(caller.limitKey),
    async parse(request) {
      const source = new URL(request.url).searchParams.get("source") ?? "";
      if (!isUuid(source))
        throw new FloyoError("invalid_input", "source must be the UUID of one of your sources");
      return source;
    },
    async run(source, caller) {
      requireOwnSource(caller, source);
      const rules = await captureRules(sql, { userId: caller.userId, sourceId: source }).catch(
        (cause: unknown) => {
          throw unavailable("the rules could not be read just now; ask again", 5, cause);
        },
      );
      if (rules === null) throw noSource();
      return json(rules);
    },
  });
}

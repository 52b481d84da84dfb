import { listValues, messageFilter } from "../filter.ts";
import { cancelMessages, findMessage, findMessageIds } from "../messages.ts";
import { RequestError } from "../request-error.ts";
import { messageView } from "../views.ts";
import { ok, type Route } from "./route.ts";

export const messageRoutes: Route[] = [
  {
    methods: ["GET"],
    pattern: /^\/v2\/messages\/([^/]+)$/,
    handle(broker, { parts: [id = ""] }) {
      const found = findMessage(broker, id);
      if (!found) throw notFound(id);
      return ok(messageView(found.message, found.body));
    },
  },
  {
    methods: ["DELETE"],
    pattern: /^\/v2\/messages\/([^/]+)$/,
    handle(broker, { parts: [id = ""] }) {
      const cancelled = cancelMessages(broker, [id]);
      if (cancelled === 0) throw notFound(id);
      return { status: 202, json: { cancelled } };
    },
  },
  {
    methods: ["DELETE"],
    pattern: /^\/v2\/messages$/,
    handle(broker, { query }) {
      const named = listValues(query, "messageIds");
      const ids = named.length > 0 ? named : findMessageIds(broker, messageFilter(query));
      return { status: 202, json: { cancelled: cancelMessages(broker, ids) } };
    },
  },
];

function notFound(id: string): RequestError {
  return new RequestError(
    404,
    `message "${id}" not found: it was delivered, given up or cancelled, or never existed`,
  );
}

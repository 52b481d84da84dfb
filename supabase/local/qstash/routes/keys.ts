import { randomBytes } from "node:crypto";
import { ok, type Route } from "./route.ts";

export const keyRoutes: Route[] = [
  {
    methods: ["GET"],
    pattern: /^\/v2\/keys$/,
    handle: ({ keys }) => ok({ current: keys.current, next: keys.next }),
  },
  {
    methods: ["POST"],
    pattern: /^\/v2\/keys\/rotate$/,
    handle({ keys, log }) {
      keys.current = keys.next;
      keys.next = `sig_${randomBytes(21).toString("base64url")}`;
      log("signing keys rotated: the keys from the start apply again after a restart");
      return ok({ current: keys.current, next: keys.next });
    },
  },
];

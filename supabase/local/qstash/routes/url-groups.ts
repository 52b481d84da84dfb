import { z } from "zod";
import { RequestError } from "../request-error.ts";
import { addEndpoints, deleteUrlGroup, getUrlGroup, listUrlGroups, removeEndpoints } from "../url-groups.ts";
import { ok, parseJson, type Route } from "./route.ts";

const Added = z.object({
  endpoints: z.array(z.object({ name: z.string().optional(), url: z.string() })).min(1),
});
const Removed = z.object({
  endpoints: z
    .array(z.object({ name: z.string().optional(), url: z.string().optional() }))
    .min(1)
    .refine((all) => all.every(({ name, url }) => name ?? url), "each endpoint needs a name or a url"),
});

export const urlGroupRoutes: Route[] = [
  {
    methods: ["POST"],
    pattern: /^\/v2\/topics\/([A-Za-z0-9._-]+)\/endpoints$/,
    handle(broker, request) {
      const added = Added.safeParse(parseJson(request));
      if (!added.success) throw new RequestError(400, `invalid endpoints: ${z.prettifyError(added.error)}`);
      addEndpoints(broker, request.parts[0] ?? "", added.data.endpoints);
      return ok();
    },
  },
  {
    methods: ["DELETE"],
    pattern: /^\/v2\/topics\/([A-Za-z0-9._-]+)\/endpoints$/,
    handle(broker, request) {
      const removed = Removed.safeParse(parseJson(request));
      if (!removed.success)
        throw new RequestError(400, `invalid endpoints: ${z.prettifyError(removed.error)}`);
      removeEndpoints(broker, request.parts[0] ?? "", removed.data.endpoints);
      return ok();
    },
  },
  { methods: ["GET"], pattern: /^\/v2\/topics$/, handle: ({ store }) => ok(listUrlGroups(store)) },
  {
    methods: ["GET"],
    pattern: /^\/v2\/topics\/([^/]+)$/,
    handle: ({ store }, { parts: [name = ""] }) => ok(getUrlGroup(store, name)),
  },
  {
    methods: ["DELETE"],
    pattern: /^\/v2\/topics\/([^/]+)$/,
    handle({ store }, { parts: [name = ""] }) {
      deleteUrlGroup(store, name);
      return ok();
    },
  },
];

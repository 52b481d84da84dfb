import type { Database } from "../../_db/client.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { ObjectStore } from "../../_storage/open-storage.ts";
import type { JobsEnv } from "../env.ts";

export interface Work {
  sql: Database;
  storage: ObjectStore;
  env: JobsEnv;
  payload: Record<string, unknown>;
  userId: string | null;
}

/**
 * What each topic of the outbox does, but for `mine`, which has a function of its own. Each may run twice, and is loaded
 * when it comes up: a tick needs none of them.
 */
export const WORK: Readonly<Record<string, (work: Work) => Promise<Outcome>>> = {
  mail: async (work) => (await import("./mail.ts")).mail(work),
  leave: async (work) => (await import("./leave.ts")).leave(work),
  expire: async (work) => (await import("./expire.ts")).expire(work),
  erase: async (work) => (await import("./erase.ts")).erase(work),
  export: async (work) => (await import("./export-part.ts")).exportPart(work),
  share: async (work) => (await import("./share.ts")).share(work),
  files: async (work) => (await import("./files.ts")).files(work),
  replay: async (work) => (await import("./replay.ts")).replay(work),
};

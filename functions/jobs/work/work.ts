import type { Database } from "../../_db/client.ts";
import type { Outcome } from "../../_db/settle-job.ts";
import type { ObjectStore } from "../../_storage/open-storage.ts";
import type { JobsEnv } from "../env.ts";
import { erase } from "./erase.ts";
import { expire } from "./expire.ts";
import { exportPart } from "./export-part.ts";
import { files } from "./files.ts";
import { leave } from "./leave.ts";
import { mail } from "./mail.ts";
import { replay } from "./replay.ts";
import { share } from "./share.ts";

export interface Work {
  sql: Database;
  storage: ObjectStore;
  env: JobsEnv;
  payload: Record<string, unknown>;
  userId: string | null;
}

/** What each topic of the outbox does, but for `mine`, which has a function of its own. Each may run twice. */
export const WORK: Readonly<Record<string, (work: Work) => Promise<Outcome>>> = {
  mail,
  leave,
  expire,
  erase,
  export: exportPart,
  share,
  files,
  replay,
};

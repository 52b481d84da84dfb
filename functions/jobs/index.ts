import { readEnv, runtimeEnv } from "../_http/env.ts";
import { readJobsEnv } from "./env.ts";
import { createJobs } from "./jobs.ts";

export default { fetch: createJobs(readJobsEnv(readEnv(), runtimeEnv())).fetch };

import { readEnv } from "../_http/env.ts";
import { createJobs } from "./jobs.ts";

export default { fetch: createJobs(readEnv()).fetch };

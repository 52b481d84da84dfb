import { readEnv, runtimeEnv } from "../_http/env.ts";
import { readMasterKeys } from "../_secrets/master-keys.ts";
import { readJobsEnv } from "./env.ts";
import { createJobs } from "./jobs.ts";

const { FLOYO_SECRETS_KEYS: keys } = runtimeEnv();
const masters = keys ? await readMasterKeys(keys) : null;

export default { fetch: createJobs(readJobsEnv(readEnv(), runtimeEnv()), { masters }).fetch };

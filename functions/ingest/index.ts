import { readEnv } from "../_http/env.ts";
import { createIngest } from "./ingest.ts";

export default { fetch: createIngest(readEnv()).fetch };

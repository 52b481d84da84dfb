import { readEnv } from "../_http/env.ts";
import { createApi } from "./api.ts";

export default { fetch: createApi(readEnv()).fetch };

import { readEnv } from "../_http/env.ts";
import { createMine } from "./mine.ts";

export default { fetch: createMine(readEnv()).fetch };

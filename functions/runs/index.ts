import { readEnv, runtimeEnv } from "../_http/env.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { readOutboundOptions } from "../_outbound/outbound-env.ts";
import { createRuns } from "./runs.ts";

const outbound = createOutbound(readOutboundOptions(runtimeEnv()));

export default { fetch: createRuns(readEnv(), { outbound }).fetch };

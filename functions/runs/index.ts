import { readConnectionsEnv } from "../_connections/connections-env.ts";
import { readEnv, runtimeEnv } from "../_http/env.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { readOutboundOptions } from "../_outbound/outbound-env.ts";
import { createRuns } from "./runs.ts";

const outbound = createOutbound(readOutboundOptions(runtimeEnv()));
const connections = await readConnectionsEnv(runtimeEnv());

export default { fetch: createRuns(readEnv(), { outbound, connections }).fetch };

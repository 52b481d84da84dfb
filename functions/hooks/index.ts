import { readConnectionsEnv } from "../_connections/connections-env.ts";
import { readEnv, runtimeEnv } from "../_http/env.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { readOutboundOptions } from "../_outbound/outbound-env.ts";
import { createHooks } from "./hooks.ts";

const outbound = createOutbound(readOutboundOptions(runtimeEnv()));
const connections = await readConnectionsEnv(runtimeEnv());

export default { fetch: createHooks(readEnv(), { outbound, ...connections }).fetch };

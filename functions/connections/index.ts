import { readConnectionsEnv } from "../_connections/connections-env.ts";
import { readEnv, runtimeEnv } from "../_http/env.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { readOutboundOptions } from "../_outbound/outbound-env.ts";
import { createConnections } from "./connections.ts";

const outbound = createOutbound(readOutboundOptions(runtimeEnv()));
const secrets = await readConnectionsEnv(runtimeEnv());

export default { fetch: createConnections(readEnv(), { outbound, ...secrets }).fetch };

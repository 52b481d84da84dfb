import { readEnv, runtimeEnv } from "../_http/env.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { readOutboundOptions } from "../_outbound/outbound-env.ts";
import { readMasterKeys } from "../_secrets/master-keys.ts";
import { createHooks } from "./hooks.ts";

const outbound = createOutbound(readOutboundOptions(runtimeEnv()));
const masters = await readMasterKeys(runtimeEnv().FLOYO_SECRETS_KEYS);

export default { fetch: createHooks(readEnv(), { outbound, masters }).fetch };

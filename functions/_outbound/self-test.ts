import { createOutbound } from "./outbound.ts";
import { OutboundError } from "./outbound-error.ts";

const FORBIDDEN = [
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://[::ffff:127.0.0.1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://169.254.169.254/latest/",
  "https://localhost/",
  "https://inside.example.com/",
];
const VETTED = "93.184.215.14";

/**
 * Proves on the runtime at hand that forbidden addresses are refused before dialling, and that the HTTP client uses the
 * connection it is given instead of looking the name up again. Opens no connection. Throws one sentence when not so;
 * a function that calls outside runs it before its first call.
 */
export async function selfTestOutbound(): Promise<void> {
  const dialled: string[] = [];
  const outbound = createOutbound({
    resolve: async (host) => (host === "inside.example.com" ? [VETTED, "10.0.0.1"] : [VETTED]),
    dial: async ({ address, serverName }) => {
      dialled.push(`${address} as ${serverName}`);
      throw new Error("the self-test dials nobody");
    },
  });
  for (const url of FORBIDDEN) {
    const reason = await reasonOf(outbound.request({ url }));
    if (reason !== "refused_address")
      throw new Error(`The guard of outside calls let ${url} pass (${reason}).`);
  }
  if (dialled.length > 0) throw new Error(`The guard of outside calls dialled ${dialled.join(", ")}.`);
  await reasonOf(outbound.request({ url: "https://outside.example.com/" }));
  if (dialled.join() !== `${VETTED} as outside.example.com`) {
    throw new Error("Outside calls do not go to the vetted address on this runtime.");
  }
}

async function reasonOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "an answer",
    (error: unknown) => (error instanceof OutboundError ? error.reason : String(error)),
  );
}

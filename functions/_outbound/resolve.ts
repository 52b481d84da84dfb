import { resolve4, resolve6 } from "node:dns/promises";
import { OutboundError } from "./outbound-error.ts";

/** Asks DNS for A and AAAA. Host files are not read: their names are private. */
export async function resolvePublicly(host: string): Promise<readonly string[]> {
  const answers = await Promise.all([resolve4(host), resolve6(host)].map((asked) => asked.catch(noneOf)));
  return answers.flat();
}

const NO_ANSWER = new Set(["ENODATA", "ENOTFOUND", "ENOTIMP"]);

function noneOf(error: unknown): string[] {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (NO_ANSWER.has(code)) return [];
  throw new OutboundError("unknown_host", "the name could not be looked up; try again later", {
    cause: error,
  });
}

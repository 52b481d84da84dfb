import { AsyncLocalStorage } from "node:async_hooks";

const insideCore = new AsyncLocalStorage<unknown[]>();
let isInstalled = false;

/**
 * Runs one request of the core, which prints every refused query; only what ends as a server error is worth a line,
 * and that line goes to `log` with its reason.
 */
export async function runCore(
  log: (line: string) => void,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  if (!isInstalled) install();
  const printed: unknown[] = [];
  const response = await insideCore.run(printed, async () => work());
  if (response.status >= 500)
    log(`answered ${response.status}: ${printed.map(reason).join(" ") || "no reason given"}`);
  return response;
}

function install(): void {
  isInstalled = true;
  const print = console.error.bind(console);
  console.error = (...parts: unknown[]) => {
    const printed = insideCore.getStore();
    if (printed) printed.push(...parts);
    else print(...parts);
  };
}

function reason(part: unknown): string {
  if (part instanceof Error) return part.message;
  if (typeof part === "object" && part !== null && "message" in part) return String(part.message);
  return String(part);
}

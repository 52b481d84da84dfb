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
  const { result: response, printed } = await captureCore(work);
  if (response.status >= 500) log(`answered ${response.status}: ${printed || "no reason given"}`);
  return response;
}

/** What the core prints during `work`, instead of printing it. */
export async function captureCore<T>(work: () => T | Promise<T>): Promise<{ result: T; printed: string }> {
  if (!isInstalled) install();
  const parts: unknown[] = [];
  const result = await insideCore.run(parts, async () => work());
  return { result, printed: parts.map(reason).join(" ") };
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

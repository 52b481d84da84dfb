/**
 * What each Deno process runs: it loads one function, serves it on a free port, tells its parent the port, and
 * ends when the parent does. Arguments: the word that marks lines for the parent, the function's file URL, and
 * the names of the variables that the function may see, with commas.
 */
import type { DenoRuntime } from "./deno.ts";
import { ownMemory } from "./resident.ts";
import { shutPorts } from "./shut-ports.ts";

declare const Deno: DenoRuntime;

const [mark = "", entry = "", names = ""] = Deno.args;
const baseline = bareMemory();

endWithParent();
Object.assign(globalThis, {
  EdgeRuntime: { waitUntil: (work: Promise<unknown>) => void work.catch((error) => console.error(error)) },
});
shutPorts(Deno);
for (const name of Object.keys(Deno.env.toObject())) {
  if (!names.split(",").includes(name)) Deno.env.delete(name);
}

const loaded = await import(entry);
const handler = loaded.default;
if (typeof handler?.fetch !== "function") {
  throw new Error(`${entry} must "export default { fetch }", got ${typeof handler}`);
}

Deno.serve(
  {
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`${mark} ${JSON.stringify({ port, baseline })}`),
    onError: (error) => {
      console.error(error);
      const body = { code: "WORKER_ERROR", message: "Function exited due to an error (please check logs)" };
      return Response.json(body, { status: 500, headers: { "sb-error-code": body.code } });
    },
  },
  (request, info) => handler.fetch(request, info),
);

/** The pipe on stdin closes when the parent goes, however it goes: SIGKILL leaves no orphan. */
async function endWithParent(): Promise<void> {
  try {
    for await (const _ of Deno.stdin.readable);
  } finally {
    Deno.exit(0);
  }
}

function bareMemory(): number {
  try {
    return ownMemory(Deno.readTextFileSync("/proc/self/status")) ?? Deno.memoryUsage().rss;
  } catch {
    return Deno.memoryUsage().rss;
  }
}

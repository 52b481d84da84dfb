import { existsSync, writeFileSync } from "node:fs";
import process from "node:process";

const trace = new URL("./stumbled", import.meta.url);
if (!existsSync(trace)) {
  writeFileSync(trace, "");
  process.kill(process.pid, "SIGABRT");
  await new Promise(() => undefined);
}

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default { fetch: () => new Response("up again") };

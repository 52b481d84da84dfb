import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PATIENT } from "../../keep-alive.ts";
import { type FunctionsOptions, startFunctions } from "../start.ts";

const FIXTURES = fileURLToPath(new URL("./functions", import.meta.url));
const REPOSITORY = fileURLToPath(new URL("../../../../", import.meta.url));

/** Serves a private copy of the fixture functions, as the gateway does, on a free port. */
export async function serveFixtures(options: Partial<FunctionsOptions> = {}) {
  const root = mkdtempSync(join(tmpdir(), "floyo-functions-"));
  cpSync(FIXTURES, join(root, "functions"), { recursive: true });
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
  const lines: string[] = [];
  const functions = await startFunctions({
    root,
    env: {},
    deno: process.env.FLOYO_DENO || undefined,
    log: (line) => lines.push(line),
    ...options,
  });
  const server = createServer(PATIENT, (req, res) => {
    const name = new URL(req.url ?? "/", "http://127.0.0.1").pathname.split("/")[3] ?? "";
    void functions.handleRequest(req, res, name);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/functions/v1`;

  return {
    root,
    functions,
    lines,
    call: (path: string, init?: RequestInit) => fetch(`${url}/${path}`, init),
    async stop() {
      await functions.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

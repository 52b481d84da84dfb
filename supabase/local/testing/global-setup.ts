import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import type { PlatformEnv } from "../environment.ts";
import { startPlatform } from "../platform.ts";
import { freePorts } from "../ports.ts";

declare module "vitest" {
  interface ProvidedContext {
    platform: PlatformEnv;
  }
}

/** Gives the tests one whole platform: the one `npm test` has started, or one of their own on free ports. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.FLOYO_TEST_PLATFORM;
  if (given) {
    project.provide("platform", JSON.parse(readFileSync(given, "utf8")) as PlatformEnv);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "floyo-platform-"));
  const platform = await startPlatform({
    root: dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))),
    dataDir: folder,
    ports: await freePorts(),
    throwAway: true,
    report: () => undefined,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  project.provide("platform", platform.env);
  return async () => {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

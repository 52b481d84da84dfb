import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs the real Supabase CLI in `folder`, with a home of its own, so that no account of the person at this machine is
 * used and nothing is written there. Throws with the CLI's own words when it fails.
 */
export async function runSupabaseCli(options: {
  folder: string;
  args: string[];
  env?: Record<string, string>;
}): Promise<{ stdout: string; stderr: string }> {
  const home = await mkdtemp(join(tmpdir(), "floyo-cli-"));
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    DO_NOT_TRACK: "1",
    SUPABASE_TELEMETRY_DISABLED: "1",
    PGSSLMODE: "disable",
    ...options.env,
  };
  try {
    return await promisify(execFile)(join(root, "node_modules", ".bin", "supabase"), options.args, {
      cwd: options.folder,
      env,
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch (error) {
    const words = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new Error(`supabase ${options.args.slice(0, 2).join(" ")}: ${words}`, { cause: error });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

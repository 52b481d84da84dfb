#!/usr/bin/env node
import { FloyoError } from "@floyo/shared/errors.ts";
import { importLog } from "./import-log.ts";
import { mineLog } from "./mine-log.ts";

const USAGE = `floyo: finds the routines in a log of file events

  floyo mine <file> [--json] [--top n] [--tz zone] [--format ndjson|csv|git-log|activitywatch]
      What repeats in a log. Reads NDJSON, CSV, git logs and ActivityWatch exports, also .gz; nothing leaves this machine.

  floyo import <file> --source <uuid> --key <flk_…> --url <https://…/functions/v1> [--tz zone] [--format …]
      Sends a log to Floyo in batches, without what your privacy settings rule out. Running it again adds nothing twice.

Exit codes: 0 done · 1 not done · 2 done, but some lines were not taken (they are named)`;

const COMMANDS: Record<string, (args: string[]) => Promise<number>> = { mine: mineLog, import: importLog };

const [name = "", ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command && !args.includes("--help")) {
  try {
    process.exitCode = await command(args);
  } catch (error) {
    if (!(error instanceof FloyoError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
} else {
  const isAsked = ["", "help", "--help", "-h"].includes(name) || args.includes("--help");
  if (!isAsked) console.error(`There is no command "${name}".\n`);
  console.log(USAGE);
  process.exitCode = isAsked ? 0 : 1;
}

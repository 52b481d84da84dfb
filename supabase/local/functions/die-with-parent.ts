import { existsSync } from "node:fs";

/** Part of util-linux, which every Debian has. */
const SETPRIV = "/usr/bin/setpriv";

/**
 * The command line that starts `command` so that the kernel kills it when we die. A worker also ends by itself when
 * its stdin closes, but one that is stuck in a loop never looks; without `setpriv` that one case is left.
 */
export function dieWithParent(command: string, args: string[]): [string, string[]] {
  return process.platform === "linux" && existsSync(SETPRIV)
    ? [SETPRIV, ["--pdeathsig", "KILL", "--", command, ...args]]
    : [command, args];
}

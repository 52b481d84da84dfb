import { existsSync } from "node:fs";

/** Part of util-linux, which every Debian has. */
const SETPRIV = "/usr/bin/setpriv";

/**
 * The command line that starts `command` so that the kernel sends it `signal` when we die, even when we are killed and
 * can stop nothing. Where there is no `setpriv` it is the plain command.
 */
export function dieWithParent(signal: "KILL" | "INT", command: string, args: string[]): [string, string[]] {
  return process.platform === "linux" && existsSync(SETPRIV)
    ? [SETPRIV, ["--pdeathsig", signal, "--", command, ...args]]
    : [command, args];
}

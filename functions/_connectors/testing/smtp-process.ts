import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { SmtpOptions, SmtpSeen } from "./smtp-server.ts";

export interface SmtpProcess {
  port: number;
  seen(): Promise<SmtpSeen>;
  stop(): Promise<void>;
}

/** A mail server in a process of Node. */
export async function startSmtpProcess(options: SmtpOptions): Promise<SmtpProcess> {
  const file = new URL("./run-smtp-server.ts", import.meta.url).pathname;
  const child = spawn("node_modules/.bin/node", [file, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  const port = Number(await line());
  return {
    port,
    async seen() {
      child.stdin.write("seen\n");
      return JSON.parse(await line()) as SmtpSeen;
    },
    async stop() {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill();
      await ended;
    },
  };
}

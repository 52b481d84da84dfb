// The mail server as a process of its own, by Node: Deno cannot turn an open line into a secure one on the server's side.
// Options as JSON in the argument; its port on the first line; each line it reads is answered by what it saw.
import { createInterface } from "node:readline";
import { startSmtpServer } from "./smtp-server.ts";

const server = await startSmtpServer(JSON.parse(process.argv[2] ?? "{}"));
console.log(server.port);
const lines = createInterface({ input: process.stdin });
lines.on("line", () =>
  console.log(JSON.stringify({ mails: server.mails, heardInClear: server.heardInClear })),
);
lines.on("close", () => server.stop());

import { connect } from "node:tls";
import type { OpenLine, SecureLine } from "../secure-line.ts";

/** A line that is secure from its beginning, by Node, to a server of this machine that stands for `host`. */
export function openNodeLine(
  { host, signal }: OpenLine,
  { port, trust }: { port: number; trust: string },
): Promise<SecureLine> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, servername: host, ca: [trust] });
    signal.addEventListener("abort", () => socket.destroy(), { once: true });
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      const parts = socket[Symbol.asyncIterator]();
      resolve({
        read: async () => ((await parts.next()).value as Uint8Array | undefined) ?? null,
        write: (bytes) =>
          new Promise((done, fail) => socket.write(bytes, (error) => (error ? fail(error) : done()))),
        startTls: () => Promise.reject(new Error("this line is secure already")),
        close: () => void socket.destroy(),
      });
    });
  });
}

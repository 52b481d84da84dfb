import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";

export interface Canary {
  port: number;
  /** Connections that anybody opened. */
  readonly connections: number;
  stop(): Promise<void>;
}

/** A listener that counts who connects. `speak` answers; without it the connection is closed at once. */
export async function startCanary(address: string, speak?: (socket: Socket) => void): Promise<Canary> {
  let connections = 0;
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    connections++;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => {});
    if (speak) speak(socket);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, address, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      // Not waited for: Deno 2.1 never says that a server with connections which were destroyed is closed.
      server.close();
    },
  };
}

import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { Endpoint } from "./dial.ts";
import { orAborted } from "./or-aborted.ts";

export interface DenoConnection {
  readable: ReadableStream<Uint8Array>;
  writable: WritableStream<Uint8Array>;
  close(): void;
}

interface SecureConnection extends DenoConnection {
  handshake(): Promise<unknown>;
}

/** What of Deno is needed, since these files are also typed for Node. */
interface DenoNet {
  connect(options: { hostname: string; port: number }): Promise<DenoConnection>;
  startTls(
    connection: DenoConnection,
    options: { hostname: string; caCerts: string[]; alpnProtocols: string[] },
  ): Promise<SecureConnection>;
}

/** Deno where it runs, null elsewhere. */
export function denoNet(): DenoNet | null {
  return (globalThis as { Deno?: DenoNet }).Deno ?? null;
}

/**
 * TLS by Deno itself: in its node:tls (2.1) a certificate that is not valid is thrown where nobody can catch it, and
 * ends the whole worker.
 */
export async function dialTlsByDeno(net: DenoNet, endpoint: Endpoint, signal: AbortSignal): Promise<Socket> {
  const connecting = net.connect({ hostname: endpoint.address, port: endpoint.port });
  let open = await orAborted(connecting, signal).catch((error: unknown) => {
    connecting.then(closeQuietly, () => {});
    throw error;
  });
  try {
    const secured = await net.startTls(open, {
      hostname: endpoint.serverName ?? endpoint.address,
      caCerts: [...(endpoint.trust ?? [])],
      alpnProtocols: ["http/1.1"],
    });
    open = secured;
    await orAborted(secured.handshake(), signal);
    return asSocket(secured);
  } catch (error) {
    closeQuietly(open);
    throw error;
  }
}

/** The part of a socket that an HTTP client uses. */
function asSocket(connection: DenoConnection): Socket {
  const reader = connection.readable.getReader();
  const writer = connection.writable.getWriter();
  const stream = new Duplex({
    read() {
      reader.read().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
    write(part: Uint8Array, _encoding, done) {
      writer.write(new Uint8Array(part)).then(() => done(), done);
    },
    final(done) {
      done();
    },
    destroy(error, done) {
      reader.cancel().catch(() => {});
      writer.abort().catch(() => {});
      closeQuietly(connection);
      done(error);
    },
  });
  const itself = () => stream;
  return Object.assign(stream, {
    ref: itself,
    unref: itself,
    setKeepAlive: itself,
    setNoDelay: itself,
    setTimeout: itself,
  }) as unknown as Socket;
}

function closeQuietly(connection: DenoConnection): void {
  try {
    connection.close();
  } catch {
    // Closed by the other side already.
  }
}

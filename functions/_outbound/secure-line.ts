import { type DenoConnection, denoNet } from "./dial-deno.ts";
import { orAborted } from "./or-aborted.ts";
import { OutboundError } from "./outbound-error.ts";
import { readTarget } from "./target.ts";
import { type Rules, vet } from "./vet.ts";

export interface OpenLine {
  host: string;
  /** 465 or 2525: those of mail that hosted functions reach. */
  port: number;
  /** `at-once`, or when the other side was asked to (STARTTLS). */
  tls: "at-once" | "later";
  signal: AbortSignal;
}

export interface SecureLine {
  /** The next bytes; null at the end. */
  read(): Promise<Uint8Array | null>;
  write(bytes: Uint8Array): Promise<void>;
  /** Only of a line that is not secure yet. */
  startTls(): Promise<void>;
  close(): void;
}

const PORTS = [465, 2525];

/**
 * Opens a connection to a vetted address. On Deno alone, which functions run on: its node:tls ends the worker over a
 * certificate that is not valid.
 */
export async function openLine(
  { host, port, tls, signal }: OpenLine,
  rules: Rules,
  trust: readonly string[],
): Promise<SecureLine> {
  const net = denoNet();
  if (!net) throw new OutboundError("connection_failed", "only the functions' own runtime opens lines");
  const target = readTarget(`https://${host}:${port}`);
  const addresses = await orAborted(vet(target, { ...rules, ports: PORTS }, signal), signal);
  const serverName = target.isLiteral ? (addresses[0] ?? host) : target.host;
  const opening = net.connect({ hostname: addresses[0] ?? host, port });
  let connection: DenoConnection = await orAborted(opening, signal).catch((cause: unknown) => {
    opening.then(
      (late) => late.close(),
      () => {},
    );
    throw new OutboundError("connection_failed", `${host} does not take connections on port ${port}`, {
      cause,
    });
  });
  let [reader, writer] = [connection.readable.getReader(), connection.writable.getWriter()];

  async function startTls(): Promise<void> {
    reader.releaseLock();
    writer.releaseLock();
    const options = { hostname: serverName, caCerts: [...trust], alpnProtocols: [] };
    try {
      const secured = await net?.startTls(connection, options);
      if (!secured) return;
      connection = secured;
      await orAborted(secured.handshake(), signal);
    } catch (cause) {
      close();
      throw new OutboundError(
        "connection_failed",
        `${host} does not show a certificate of its name that is valid`,
        {
          cause,
        },
      );
    }
    [reader, writer] = [connection.readable.getReader(), connection.writable.getWriter()];
  }

  function close(): void {
    try {
      connection.close();
    } catch {
      // The other side was quicker.
    }
  }

  if (tls === "at-once") await startTls();
  return {
    read: async () => (await orAborted(reader.read(), signal)).value ?? null,
    write: (bytes) => orAborted(writer.write(bytes), signal),
    startTls,
    close,
  };
}

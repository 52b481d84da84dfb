import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { denoNet, dialTlsByDeno } from "./dial-deno.ts";

export interface Endpoint {
  /** An address literal that was vetted; never a name. */
  address: string;
  port: number;
  secure: boolean;
  /** The name whose certificate must be shown; null when the address itself was asked for. */
  serverName: string | null;
  /** Certificates to trust besides the machine's own, PEM. */
  trust?: readonly string[];
}

export type Dial = (endpoint: Endpoint, signal: AbortSignal) => Promise<Socket>;

/** Opens a connection to a literal address: no name is looked up again, so no second answer can lead elsewhere. */
export const dial: Dial = (endpoint, signal) => {
  const net = denoNet();
  return net && endpoint.secure ? dialTlsByDeno(net, endpoint, signal) : dialByNode(endpoint, signal);
};

const dialByNode: Dial = ({ address, port, secure, serverName, trust }, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = secure
      ? connectTls({
          host: address,
          port,
          ALPNProtocols: ["http/1.1"],
          ...(serverName === null ? {} : { servername: serverName }),
          ...(trust ? { ca: [...trust] } : {}),
        })
      : connectTcp({ host: address, port });
    const settle = (act: () => void) => {
      signal.removeEventListener("abort", abort);
      socket.removeListener("error", fail);
      act();
    };
    const abort = () => {
      settle(() => reject(signal.reason));
      socket.on("error", () => {});
      socket.destroy();
    };
    const fail = (error: Error) => {
      settle(() => reject(error));
      socket.on("error", () => {});
      socket.destroy();
    };
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", fail);
    socket.once(secure ? "secureConnect" : "connect", () => settle(() => resolve(socket)));
  });

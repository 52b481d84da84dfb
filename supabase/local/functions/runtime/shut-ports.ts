import { Socket } from "node:net";
import type { DenoRuntime } from "./deno.ts";

/** Hosted drops outgoing SMTP; a function that tries it must fail here too. */
const SHUT_PORTS = [25, 587];

interface Connectable {
  connect(...args: unknown[]): unknown;
  destroy(error: Error): unknown;
}

/**
 * Refuses outgoing connections to ports 25 and 587 through every door the runtime has. Deno's own --deny-net
 * knows only host:port pairs, so it cannot shut a port for all hosts.
 */
export function shutPorts(deno: DenoRuntime): void {
  const refuse = (port: unknown): Error | null =>
    SHUT_PORTS.includes(Number(port))
      ? Object.assign(
          new deno.errors.ConnectionRefused(`port ${port} is shut for edge functions, as on hosted`),
          {
            code: "ECONNREFUSED",
          },
        )
      : null;

  for (const name of ["connect", "connectTls"] as const) {
    const open = deno[name];
    const guarded = (options: { port?: number }) => {
      const refusal = refuse(options.port);
      return refusal ? Promise.reject(refusal) : open(options);
    };
    Object.defineProperty(deno, name, { value: guarded, configurable: true, writable: true });
  }

  const fetchAnywhere = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const refusal = refuse(url.port);
    return refusal ? Promise.reject(new TypeError(refusal.message)) : fetchAnywhere(input, init);
  };

  // Node's http, https, tls and every database or mail driver end in this one method.
  const socket = Socket.prototype as unknown as Connectable;
  const connect = socket.connect;
  socket.connect = function (this: Connectable, ...args: unknown[]) {
    const refusal = refuse(portOf(args));
    if (!refusal) return connect.apply(this, args);
    queueMicrotask(() => this.destroy(refusal));
    return this;
  };
}

function portOf(args: unknown[]): unknown {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  return typeof first === "object" && first !== null && "port" in first ? first.port : first;
}

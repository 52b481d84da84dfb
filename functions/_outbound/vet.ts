import { OutboundError } from "./outbound-error.ts";
import { isPublicAddress } from "./public-address.ts";
import type { Target } from "./target.ts";

/** All addresses of a name, IPv4 and IPv6. `[]`: there are none. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

export interface Rules {
  resolve: Resolve;
  /** `address:port` (IPv6 in brackets) that may be called though it is private, also without TLS. */
  exempt: ReadonlySet<string>;
  /** Names of our own, refused with all below them. */
  ownHosts: readonly string[];
  ports: readonly number[];
}

/**
 * The addresses that a target may be dialled at. One answer that is not public refuses all: a resolver that mixes them
 * is trying something. Throws `refused_address`, `refused_request` or `unknown_host`.
 */
export async function vet(target: Target, rules: Rules, signal: AbortSignal): Promise<readonly string[]> {
  const { host, port } = target;
  if (rules.ownHosts.some((own) => host === own || host.endsWith(`.${own}`))) {
    throw new OutboundError("refused_address", `${host} belongs to Floyo itself and cannot be called`);
  }
  const addresses = target.isLiteral ? [host] : await rules.resolve(host, signal);
  if (addresses.length === 0) throw new OutboundError("unknown_host", `there is no host called ${host}`);
  if (addresses.every((address) => rules.exempt.has(endpointName(address, port)))) return addresses;
  if (!addresses.every(isPublicAddress)) {
    throw new OutboundError(
      "refused_address",
      `${host} lies in a private network; only public hosts can be called`,
    );
  }
  if (!target.secure) throw new OutboundError("refused_request", "only https:// addresses can be called");
  if (!rules.ports.includes(port)) {
    throw new OutboundError(
      "refused_request",
      `port ${port} cannot be called; use ${rules.ports.join(" or ")}`,
    );
  }
  return addresses;
}

/** `127.0.0.1:8080`, `[::1]:8080`. */
export function endpointName(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

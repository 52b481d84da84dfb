import type { z } from "zod";
import type { HTTP } from "../../shared/connectors/http.ts";
import type { Adapter } from "./adapter.ts";
import { callService } from "./call-service.ts";
import { ConnectorError } from "./connector-error.ts";

type Credential = z.output<(typeof HTTP)["credential"]>;

/** Signs what `http` steps send; it has no actions of its own. */
export const http: Adapter<typeof HTTP> = {
  async test(credential, context) {
    const headers = { accept: "*/*", ...signedHeaders(credential, credential.address, context.token) };
    await callService(context, { method: "GET", url: credential.address, headers }, ({ status }) => ({
      blamesSecret: status === 401 || status === 403,
    })).catch((error: unknown) => {
      // The address itself need not be a place to get: what counts is that it takes the credential.
      const status = error instanceof ConnectorError ? error.facts.status : undefined;
      if (status !== 404 && status !== 405) throw error;
    });
    return new URL(credential.address).host;
  },

  actions: {},
};

/** The headers that sign a call in. Throws when it goes elsewhere than the credential is for. */
export function signedHeaders(
  credential: Credential,
  url: string,
  token: string | null,
): Record<string, string> {
  if (!isBelow(url, credential.address)) {
    throw new ConnectorError(
      "other_address",
      `this connection signs in calls to ${credential.address} alone`,
    );
  }
  switch (credential.kind) {
    case "header":
      return { [credential.header.toLowerCase()]: credential.value };
    case "bearer":
      return { authorization: `Bearer ${credential.token}` };
    case "basic":
      return { authorization: `Basic ${basic(credential.user, credential.password)}` };
    default:
      return { authorization: `Bearer ${token ?? ""}` };
  }
}

/** As UTF-8, which RFC 7617 lets servers ask for and most expect. */
export function basic(user: string, password: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)));
}

function isBelow(url: string, address: string): boolean {
  if (!URL.canParse(url)) return false;
  const [target, root] = [new URL(url), new URL(address)];
  const folder = root.pathname.endsWith("/") ? root.pathname : `${root.pathname}/`;
  return (
    target.origin === root.origin && (target.pathname === root.pathname || target.pathname.startsWith(folder))
  );
}

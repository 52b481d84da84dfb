import { App } from "@supabase/lite";
import type { DatabaseUrl } from "../gateway/options.ts";
import type { Claims } from "../gateway/tokens.ts";
import { type CoreConnection, connectCore } from "../rest/connection.ts";
import { createCoreTokens } from "../rest/core-tokens.ts";
import { keepPrivileges } from "../rest/keep-privileges.ts";
import { runCore } from "../rest/quiet-core.ts";
import { zuluTimestamps } from "../rest/value-types.ts";
import type { AuthDatabase } from "./database.ts";
import type { CoreMailer } from "./mail-links.ts";
import type { Providers } from "./providers/settings.ts";
import { AUTH_SETTINGS, BCRYPT_COST } from "./settings.ts";

const MAX_CONNECTIONS = 4;

/** The core's own Auth server, on a connection that may reach schema `auth` only. */
export interface AuthCore {
  sql: AuthDatabase;
  /** Asks the core as the person of `claims`, or as nobody. `path` is below /auth/v1. */
  ask(
    path: string,
    request: { method: string; body?: unknown; claims?: Claims | null; headers?: Headers },
  ): Promise<Response>;
  stop(): Promise<void>;
}

export function connectAuth(databaseUrl: DatabaseUrl): CoreConnection {
  const connection = connectCore({
    url: databaseUrl("supabase_auth_admin"),
    max: MAX_CONNECTIONS,
    applicationName: "floyo-auth",
    types: zuluTimestamps,
  });
  keepPrivileges(connection);
  return connection;
}

export async function startAuthCore(options: {
  connection: CoreConnection;
  siteUrl: string;
  allowList: readonly string[];
  issuer: string;
  providers: Providers;
  mailer: CoreMailer;
  log: (line: string) => void;
}): Promise<AuthCore> {
  const { connection, mailer, log, ...site } = options;
  process.env.LITE_AUTH_BCRYPT_COST ??= String(BCRYPT_COST);
  const tokens = createCoreTokens();
  const app = createApp(connection, { ...site, secret: tokens.secret });
  setMailer(app, mailer);
  await app.init();

  return {
    sql: connection.driver,
    ask(path, { method, body, claims, headers }) {
      const sent = new Headers(headers);
      for (const name of ["apikey", "authorization", "content-length"]) sent.delete(name);
      if (claims) sent.set("authorization", `Bearer ${tokens.sign(claims)}`);
      if (body !== undefined) sent.set("content-type", "application/json");
      const request = new Request(new URL(`/auth/v1${path}`, "http://core.local"), {
        method,
        headers: sent,
        body: body === undefined ? null : JSON.stringify(body),
      });
      return runCore(log, () => app.fetch(request));
    },
    stop: () => connection.close(),
  };
}

interface AppSettings {
  siteUrl: string;
  allowList: readonly string[];
  issuer: string;
  providers: Providers;
  secret: string;
}

function createApp(connection: CoreConnection, settings: AppSettings) {
  const { siteUrl, allowList, secret } = settings;
  return new App({
    connection,
    api: { enabled: false },
    auth: {
      enabled: true,
      jwt_secret: secret,
      site_url: siteUrl,
      additional_redirect_urls: [...allowList],
      external: externalOf(settings),
      jwt_expiry: AUTH_SETTINGS.jwtExpiryS,
      minimum_password_length: AUTH_SETTINGS.minPasswordLength,
      enable_refresh_token_rotation: true,
      email: {
        enable_signup: true,
        enable_confirmations: true,
        // The core's own double confirmation never asks the new mailbox: email-change.ts asks both.
        double_confirm_changes: false,
        otp_length: AUTH_SETTINGS.otpLength,
        otp_expiry: AUTH_SETTINGS.otpExpiryS,
      },
    },
    storage: { enabled: false },
    studio: { enabled: false },
    options: { server: { apiKeys: false } },
  });
}

function externalOf({ issuer, providers }: AppSettings) {
  const enabled = Object.entries(providers).map(([name, { clientId, secret, url }]) => [
    name,
    {
      enabled: true,
      client_id: clientId,
      secret,
      redirect_uri: `${issuer}/callback`,
      ...(url ? { url } : {}),
    },
  ]);
  return Object.fromEntries(enabled);
}

/** The core takes another mailer by this field, which its types declare with members it never calls. */
function setMailer(app: object, mailer: CoreMailer): void {
  if (!("_mailer" in app)) {
    throw new Error("@supabase/lite takes no mailer any more: install the exact version in package.json.");
  }
  Object.assign(app, { _mailer: mailer });
}

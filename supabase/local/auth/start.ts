import type { DatabaseUrl } from "../gateway/options.ts";
import { authError } from "../gateway/replies.ts";
import type { Claims, SigningKey } from "../gateway/tokens.ts";
import { readAccount, signOut, updateAccount } from "./account.ts";
import { answerAdmin, isAdminPath } from "./admin/route.ts";
import { type AuthBody, readBody, readMailRequest } from "./bodies.ts";
import { type AuthCore, connectAuth, startAuthCore } from "./core.ts";
import { askOldMailbox } from "./email-change.ts";
import { createQueue } from "./in-order.ts";
import { type CoreMailer, createMailer, mailRequest, type SendMail } from "./mail-links.ts";
import { requestRecovery, requestSignInLink, resend } from "./mail-requests.ts";
import type { MailKind, MailTemplate } from "./mails.ts";
import { answerFactors, isFactorEndpoint } from "./mfa/route.ts";
import { createBeforeLink } from "./pkce-links.ts";
import { comeBack, goToProvider } from "./providers/route.ts";
import type { Providers } from "./providers/settings.ts";
import { readFacts, requestFacts } from "./request-facts.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";
import { createSessionTokens, type SessionTokens } from "./tokens.ts";
import { followMailLink, verifyOtp } from "./verify.ts";

export interface Auth {
  /** Answers a request under /auth/v1 of the person or the secret key of `claims`, or of nobody. */
  handle(request: Request, claims: Claims | null): Promise<Response>;
  core: AuthCore;
  stop(): Promise<void>;
}

/** What an endpoint works with. */
interface Parts {
  core: AuthCore;
  mailer: CoreMailer;
  tokens: SessionTokens;
  inOrder: ReturnType<typeof createQueue>;
  providers: Providers;
  issuer: string;
  siteUrl: string;
  allowList: readonly string[];
}

/** Hosted Auth's HTTP interface, as far as gateway/README.md lists it. */
export async function startAuth(options: {
  databaseUrl: DatabaseUrl;
  issuer: string;
  signingKey: SigningKey;
  siteUrl: string;
  redirectAllowList: readonly string[];
  /** Where people may sign in besides here. */
  providers: Providers;
  sendMail: SendMail;
  mailTemplates?: Partial<Record<MailKind, MailTemplate>>;
  log: (line: string) => void;
}): Promise<Auth> {
  const { databaseUrl, issuer, signingKey, siteUrl, redirectAllowList, providers } = options;
  const { sendMail, mailTemplates, log } = options;
  const connection = connectAuth(databaseUrl);
  const mailer = createMailer({
    sendMail,
    beforeLink: createBeforeLink(connection.driver),
    askOldMailbox: (person) => askOldMailbox(connection.driver, person),
    issuer,
    siteUrl,
    allowList: redirectAllowList,
    templates: mailTemplates ?? {},
  });
  const core = await startAuthCore({
    connection,
    siteUrl,
    allowList: redirectAllowList,
    issuer,
    providers,
    mailer,
    log,
  });
  const parts: Parts = {
    core,
    mailer,
    tokens: createSessionTokens({ sql: core.sql, signingKey, issuer }),
    inOrder: createQueue(),
    providers,
    issuer,
    siteUrl,
    allowList: redirectAllowList,
  };
  return {
    handle: (request, claims) => requestFacts.run(readFacts(request), () => route(parts, request, claims)),
    core,
    stop: () => core.stop(),
  };
}

async function route(parts: Parts, request: Request, asking: Claims | null): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice("/auth/v1".length);
  const isReading = request.method === "GET" || request.method === "HEAD";
  if (isReading && isAdminPath(path)) {
    return answerAdmin(parts, `GET ${path}`, { url, body: {}, claims: asking });
  }
  // The secret key by itself is nobody: it opens the admin API and no account.
  const claims = asking?.sub ? asking : null;
  if (isReading) return read(parts, path, url, claims);
  const body = await readBody(request);
  if (body instanceof Response) return body;
  const mail = readMailRequest(request, body);
  if (mail instanceof Response) return mail;
  return mailRequest.run(mail, async () => {
    const endpoint = `${request.method} ${path}`;
    const answer = isAdminPath(path)
      ? await answerAdmin(parts, endpoint, { url, body, claims: asking })
      : await write(parts, endpoint, { url, body, claims });
    for (const send of mail.afterwards) await send();
    return answer;
  });
}

async function read(parts: Parts, path: string, url: URL, claims: Claims | null): Promise<Response> {
  switch (path) {
    case "/verify":
      return followMailLink(parts, url);
    case "/health":
      return Response.json({
        version: "local",
        name: "GoTrue",
        description: "GoTrue is a user registration and authentication API",
      });
    case "/authorize":
      return goToProvider(parts, url);
    case "/callback":
      return comeBack(parts, url);
    case "/user":
      return readAccount(parts.core, claims);
    case "/reauthenticate":
    case "/settings":
      return parts.core.ask(`${path}${url.search}`, { method: "GET", claims });
    default:
      return notHere(path);
  }
}

async function write(
  parts: Parts,
  endpoint: string,
  { url, body, claims }: { url: URL; body: AuthBody; claims: Claims | null },
): Promise<Response> {
  if (isFactorEndpoint(endpoint)) return answerFactors(parts, endpoint, { body, claims });
  const address = body.email?.toLowerCase() ?? "";
  switch (endpoint) {
    case "POST /signup":
      return parts.inOrder(`mail ${address}`, () => signUp(parts, body));
    case "POST /token":
      return signIn(parts, url.searchParams.get("grant_type"), body);
    case "POST /otp":
    case "POST /magiclink":
      return parts.inOrder(`mail ${address}`, () => requestSignInLink(parts, body));
    case "POST /recover":
      return parts.inOrder(`mail ${address}`, () => requestRecovery(parts, body));
    case "POST /resend":
      return parts.inOrder(`mail ${address}`, () => resend(parts, body));
    case "POST /verify":
      return verifyOtp(parts, body);
    case "PUT /user":
      return updateAccount(parts.core, claims, body);
    case "POST /logout":
      return signOut(parts.core, claims, url.searchParams.get("scope"));
    default:
      return notHere(endpoint);
  }
}

function notHere(what: string): Response {
  return authError(
    404,
    "not_found",
    `${what} is not part of the local platform: supabase/local/gateway/README.md lists what is.`,
  );
}

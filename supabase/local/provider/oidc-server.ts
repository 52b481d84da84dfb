import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  Events,
  type MutableResponse,
  type MutableToken,
  OAuth2Issuer,
  OAuth2Service,
} from "oauth2-mock-server";
import { gitHubEmails, gitHubUser, googleClaims, type Identity } from "./identity.ts";

export interface OidcServer {
  /** A code that is good for one exchange. */
  issueCode(identity: Identity): string;
  /** Answers the requests of Auth itself: tokens, keys, and GitHub's API. */
  handle(request: IncomingMessage, response: ServerResponse, target: string): Promise<void>;
}

/** Google's issuer, which Auth looks for in the tokens: here it signs with a key of this process. */
const ISSUER = "https://accounts.google.com";

interface TokenBody {
  code?: unknown;
}

/** The OpenID server of npm, told who each code stands for, with the two addresses of GitHub's API beside it. */
export async function createOidcServer(): Promise<OidcServer> {
  const codes = new Map<string, Identity>();
  const tokens = new Map<string, Identity>();
  const issuer = new OAuth2Issuer();
  issuer.url = ISSUER;
  await issuer.keys.generate("RS256");
  const service = new OAuth2Service(issuer);
  const ofCode = (request: IncomingMessage & { body?: unknown }) =>
    codes.get(String((request.body as TokenBody | undefined)?.code ?? ""));
  const spend = (request: IncomingMessage & { body?: unknown }) =>
    codes.delete(String((request.body as TokenBody | undefined)?.code ?? ""));

  service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken, request: IncomingMessage) => {
    const identity = ofCode(request);
    if (identity) Object.assign(payload, googleClaims(identity));
  });
  service.on(Events.BeforeResponse, (answer: MutableResponse, request: IncomingMessage) => {
    if (ofCode(request)) spend(request);
    else Object.assign(answer, { statusCode: 400, body: { error: "invalid_grant" } });
  });
  service.addRoute("POST", "/login/oauth/access_token", (request, response) => {
    const identity = ofCode(request);
    spend(request);
    // GitHub refuses a code with status 200.
    if (!identity) return sendJson(response, { error: "bad_verification_code" });
    const token = randomUUID();
    tokens.set(token, identity);
    sendJson(response, { access_token: token, token_type: "bearer", scope: "user:email" });
  });
  const gitHub = (describe: (identity: Identity) => unknown) => {
    return (request: IncomingMessage, response: ServerResponse) => {
      const identity = tokens.get(request.headers.authorization?.replace(/^Bearer /, "") ?? "");
      if (identity) sendJson(response, describe(identity));
      else response.writeHead(401).end();
    };
  };
  service.addRoute("GET", "/api/v3/user", gitHub(gitHubUser));
  service.addRoute("GET", "/api/v3/user/emails", gitHub(gitHubEmails));

  return {
    issueCode(identity) {
      const code = randomUUID();
      codes.set(code, identity);
      return code;
    },
    async handle(request, response, target) {
      request.url = target;
      await service.requestHandler(request, response);
    },
  };
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { PATIENT } from "../keep-alive.ts";
import { createMailbox, type Mailbox, type OutgoingMail } from "./mailbox.ts";
import { toList, toMessage } from "./mailpit.ts";
import { mailDocument, mailPage } from "./page.ts";
import { createResend } from "./resend.ts";

const MAX_MAILS = 500;
const PAGE_SIZE = 50;
const MAX_BODY_BYTES = 64 * 1024;

/** The mail catcher: takes every mail, sends none, shows them on a page and as JSON in Mailpit's shape. */
export async function startMail(options: {
  /** 0 takes a free one. */
  port: number;
  log: (line: string) => void;
}): Promise<{ port: number; send(mail: OutgoingMail): Promise<void>; stop(): Promise<void> }> {
  const mailbox = createMailbox({ limit: MAX_MAILS, now: () => new Date() });
  const resend = createResend((mail) => mailbox.add(mail));
  const server = createServer(PATIENT, (request, response) => {
    const answered =
      request.method === "POST" && request.url === "/emails"
        ? takeEmail(resend, request, response)
        : answer(mailbox, request, response);
    answered.catch((error: unknown) => {
      options.log(`${request.method} ${request.url}: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen({ port: options.port, host: "127.0.0.1" }, done);
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the mail catcher has no port");
  return {
    port: address.port,
    async send(mail) {
      mailbox.add(mail);
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function takeEmail(
  resend: ReturnType<typeof createResend>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isFromThisMachine(request))
    return text(response, 403, "The mail catcher answers on this machine only.");
  const key = request.headers["idempotency-key"];
  const answer = resend.take(
    { authorization: request.headers.authorization, key: typeof key === "string" ? key : undefined },
    await readBody(request),
  );
  response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
}

async function answer(mailbox: Mailbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isFromThisMachine(request))
    return text(response, 403, "The mail catcher answers on this machine only.");
  const url = new URL(request.url ?? "/", "http://mail.local");
  const [, kind, id, part] = /^\/(mail|api\/v1\/message)\/([\w-]+)(?:\/(html))?$/.exec(url.pathname) ?? [];
  const mail = id ? mailbox.find(id) : null;
  if (request.method === "DELETE" && url.pathname === "/api/v1/messages") {
    mailbox.remove(await readIds(request));
    return text(response, 200, "ok");
  }
  if (request.method !== "GET") return text(response, 405, "GET, or DELETE /api/v1/messages");
  if (url.pathname === "/api/v1/messages")
    return json(response, toList(mailbox.list(), mailbox.list(), page(url)));
  if (url.pathname === "/api/v1/search") {
    const found = mailbox.search(url.searchParams.get("query") ?? "");
    return json(response, toList(found, mailbox.list(), page(url)));
  }
  if (url.pathname !== "/" && !mail) return text(response, 404, "There is no such mail (any more).");
  if (mail) mail.isRead = true;
  if (mail && kind === "api/v1/message") return json(response, toMessage(mail));
  if (mail && part === "html") return frame(response, mailDocument(mail));
  return html(response, mailbox, {
    open: mail,
    view: url.searchParams.get("view") === "text" ? "text" : "html",
  });
}

/** A page of another name that resolves to this machine must not read the mails. */
function isFromThisMachine(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "");
}

function page(url: URL): { start: number; limit: number } {
  const whole = (name: string, fallback: number) => {
    const value = Number(url.searchParams.get(name) ?? fallback);
    return Number.isInteger(value) && value >= 0 ? value : fallback;
  };
  return { start: whole("start", 0), limit: whole("limit", PAGE_SIZE) };
}

/** Mailpit's body for deleting some: `{ "IDs": [...] }`; without one, all. */
async function readIds(request: IncomingMessage): Promise<string[] | undefined> {
  const body = await readBody(request);
  const parsed: unknown = body === "" ? {} : JSON.parse(body);
  const ids = typeof parsed === "object" && parsed !== null && "IDs" in parsed ? parsed.IDs : undefined;
  return Array.isArray(ids) && ids.length > 0 ? ids.map(String) : undefined;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAX_BODY_BYTES) break;
  }
  return body;
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(body);
}

function html(
  response: ServerResponse,
  mailbox: Mailbox,
  shown: Pick<Parameters<typeof mailPage>[1], "open" | "view">,
): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; frame-src 'self'; base-uri 'none'`;
  response
    .writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy })
    .end(mailPage(mailbox.list(), { ...shown, nonce }));
}

/** Sandboxed by header too, for a mail opened outside its frame. */
function frame(response: ServerResponse, body: string): void {
  const policy =
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  response
    .writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy })
    .end(body);
}

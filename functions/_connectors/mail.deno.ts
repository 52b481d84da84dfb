// Resend over HTTP and a mail server over SMTP, both as their documents describe them.
import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { SMTP } from "../../shared/connectors/smtp.ts";
import { createOutbound } from "../_outbound/outbound.ts";
import { makeCertificate } from "../_outbound/testing/certificate.ts";
import type { ConnectorContext } from "./adapter.ts";
import { smtp } from "./smtp.ts";
import { RESEND_KEY, RESEND_SENDING_KEY, resendService } from "./testing/mail-services.ts";
import { type SmtpProcess, startSmtpProcess } from "./testing/smtp-process.ts";
import { SMTP_LOGIN, type SmtpOptions } from "./testing/smtp-server.ts";
import { NOW, refusal, test, withConnector } from "./testing/with-connector.deno.ts";

const MAIL = {
  from: "Ana <ana@example.com>",
  to: "bo@example.com, Cy <cy@example.com>",
  subject: "Hi",
  text: "Hello",
};
const resend = (apiKey = RESEND_KEY) => ({
  connector: "resend",
  credential: { apiKey },
  services: { "api.resend.com": resendService() },
});

test("Resend sends one mail for one key, however often it is asked", async () => {
  await withConnector(resend(), async ({ run, test: prove, services }) => {
    strictEqual(await prove(), "example.com");

    const first = await run("send-mail", { ...MAIL, html: "<p>Hello</p>", bcc: "di@example.com" });
    const second = await run("send-mail", { ...MAIL, html: "<p>Hello</p>", bcc: "di@example.com" });

    deepStrictEqual(first, second);
    const sent = services.received.at(-1);
    strictEqual(sent?.headers["idempotency-key"], "run-1/send");
    deepStrictEqual(
      [sent?.json.to, sent?.json.bcc],
      [["bo@example.com", "Cy <cy@example.com>"], ["di@example.com"]],
    );
    const refused = await refusal(
      run("send-mail", { ...MAIL, from: "ana@other.test" }, { idempotencyKey: "b" }),
    );
    deepStrictEqual([refused.error.code, refused.blamesSecret], ["validation_error", false]);
  });
});

test("a key of Resend that only sends is good, one that it does not know is not", async () => {
  await withConnector(resend(RESEND_SENDING_KEY), async ({ test: prove }) => {
    strictEqual(await prove(), "a key that sends");
  });
  await withConnector(resend("re_wrong"), async ({ run, test: prove }) => {
    strictEqual((await refusal(prove())).blamesSecret, true);
    strictEqual((await refusal(run("send-mail", MAIL))).blamesSecret, true);
  });
});

const { key, cert } = makeCertificate(["DNS:mail.example.com"]);

/** The server stands behind both of the ports that the credential may name. */
async function withMailServer(
  options: Partial<SmtpOptions>,
  act: (server: SmtpProcess, send: (mail?: object, password?: string) => Promise<unknown>) => Promise<void>,
  trust: string[] = [cert],
): Promise<void> {
  const server = await startSmtpProcess({ key, cert, tls: "asked", ...options });
  const outbound = createOutbound({
    resolve: async () => ["127.0.0.1"],
    exempt: [`127.0.0.1:${server.port}`],
    trust,
  });
  const context: ConnectorContext = {
    outbound: { ...outbound, open: (line) => outbound.open({ ...line, port: server.port }) },
    devOrigin: null,
    now: NOW,
    timeoutMs: 3000,
    idempotencyKey: "run-1/send",
    token: null,
  };
  const input = SMTP.actions[0].input;
  try {
    await act(server, (mail = {}, password = SMTP_LOGIN.password) => {
      const port = options.tls === "at-once" ? "465" : "2525";
      const credential = { host: "mail.example.com", port, user: SMTP_LOGIN.user, password } as const;
      return smtp.actions["send-mail"](input.parse({ ...MAIL, ...mail }), credential, context);
    });
  } finally {
    await server.stop();
  }
}

for (const tls of ["at-once", "asked"] as const) {
  for (const auth of ["PLAIN", "LOGIN"] as const) {
    test(`a mail goes out by TLS ${tls}, signed in by ${auth}`, async () => {
      await withMailServer({ tls, auth }, async (server, send) => {
        const sent = await send({ cc: "di@example.com", bcc: "el@example.com" });

        deepStrictEqual(sent, { messageId: "<run-1.send@example.com>", answer: "2.0.0 queued as 4711" });
        const { mails, heardInClear } = await server.seen();
        deepStrictEqual(heardInClear, []);
        const [mail] = mails;
        deepStrictEqual(mail?.to, ["bo@example.com", "cy@example.com", "di@example.com", "el@example.com"]);
        ok(!mail?.text.includes("el@example.com"), "bcc is named nowhere");
      });
    });
  }
}

test("what is not ASCII and what begins with a dot arrives as it was", async () => {
  await withMailServer({}, async ({ seen }, send) => {
    await send({
      from: "Änne <ana@example.com>",
      subject: `März ${"ä".repeat(60)}`,
      text: ".\n.dots\nGrüße",
      html: "<p>€</p>",
    });

    const [mail] = (await seen()).mails;
    const text = mail?.text ?? "";
    match(text, /^From: =\?utf-8\?B\?[\w+/=]+\?= <ana@example.com>\r\n/);
    ok(text.split("\r\n").every((line) => line.length <= 78 && /^[\x20-\x7e]*$/.test(line)));
    const parts = [...text.matchAll(/base64\r\n\r\n([\w+/=\r\n]+)/g)].map(([, part = ""]) =>
      new TextDecoder().decode(Uint8Array.from(atob(part.replace(/\s/g, "")), (sign) => sign.charCodeAt(0))),
    );
    deepStrictEqual(parts, [".\n.dots\nGrüße", "<p>€</p>"]);
  });
});

test("a password that is wrong blames the connection; nothing is sent where there is no TLS, or no good certificate", async () => {
  await withMailServer({}, async ({ seen }, send) => {
    const refused = await refusal(send({}, "wrong"));
    deepStrictEqual(
      [refused.error.code, refused.blamesSecret, (await seen()).mails.length],
      ["smtp_535", true, 0],
    );
  });
  await withMailServer({ tls: "never" }, async ({ seen }, send) => {
    strictEqual((await refusal(send())).error.code, "not_secure");
    deepStrictEqual((await seen()).heardInClear, []);
  });
  await withMailServer(
    {},
    async ({ seen }, send) => {
      strictEqual((await refusal(send())).error.code, "connection_failed");
      deepStrictEqual((await seen()).heardInClear, []);
    },
    [],
  );
});

test("a full mailbox is tried again, an unknown one is not, a line that breaks after the mail is unknown", async () => {
  await withMailServer({}, async (_server, send) => {
    deepStrictEqual((await refusal(send({ to: "full@example.com" }))).isRetryable, true);
    deepStrictEqual((await refusal(send({ to: "bo@other.test" }))).isRetryable, false);
  });
  await withMailServer({ afterMail: "" }, async (_server, send) => {
    strictEqual((await refusal(send())).ended, "unknown");
  });
  await withMailServer({ afterMail: "451 4.3.0 try again later" }, async (_server, send) => {
    deepStrictEqual([(await refusal(send())).ended, (await refusal(send())).isRetryable], ["failed", true]);
  });
});

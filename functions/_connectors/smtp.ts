import type { z } from "zod";
import type { SMTP } from "../../shared/connectors/smtp.ts";
import { OutboundError } from "../_outbound/outbound-error.ts";
import type { Adapter, ConnectorContext } from "./adapter.ts";
import { ConnectorError } from "./connector-error.ts";
import { bareAddress, mailText } from "./mail-text.ts";
import { openSession, type SmtpSession } from "./smtp-session.ts";

type Credential = z.output<(typeof SMTP)["credential"]>;

/** RFC 5321 with AUTH (4954), over TLS at once (465) or asked for (2525, RFC 3207). */
export const smtp: Adapter<typeof SMTP> = {
  async test(credential, context) {
    await withSession(credential, context, async () => {});
    return `${credential.user} at ${credential.host}`;
  },

  actions: {
    async "send-mail"(message, credential, context) {
      const from = bareAddress(message.from);
      const domain = from.slice(from.lastIndexOf("@") + 1);
      // The same for each attempt: a server or reader that got two tells them apart by it.
      const messageId = `<${context.idempotencyKey.replace(/[^\w-]/g, ".")}@${domain}>`;
      return withSession(credential, context, async (session, note) => {
        await session.command(`MAIL FROM:<${from}>`, 2);
        for (const recipient of [...message.to, ...message.cc, ...message.bcc]) {
          await session.command(`RCPT TO:<${bareAddress(recipient)}>`, 2);
        }
        await session.command("DATA", 3);
        const boundary = `floyo-${crypto.randomUUID()}`;
        note.sent = true;
        await session.write(stuffed(mailText(message, { messageId, now: context.now, boundary })));
        const { lines } = await session.expect(2);
        note.sent = false;
        return { messageId, answer: lines.join(" ").slice(0, 300) };
      });
    },
  },
};

/** A session that is signed in. What fails after the mail went out is unknown, unless the server answered. */
async function withSession<Answer>(
  credential: Credential,
  context: ConnectorContext,
  act: (session: SmtpSession, note: { sent: boolean }) => Promise<Answer>,
): Promise<Answer> {
  const { host, port } = credential;
  const signal = AbortSignal.timeout(context.timeoutMs);
  const note = { sent: false };
  try {
    const tls = port === "465" ? "at-once" : "later";
    const line = await context.outbound.open({ host, port: Number(port), tls, signal });
    try {
      const session = openSession(line);
      await session.expect(2);
      await signIn(session, credential);
      const answer = await act(session, note);
      await session.command("QUIT", 2).catch(() => {});
      return answer;
    } finally {
      line.close();
    }
  } catch (error) {
    throw told(error, note.sent, signal.aborted);
  }
}

async function signIn(session: SmtpSession, { port, user, password }: Credential): Promise<void> {
  let { lines } = await session.command("EHLO floyo", 2);
  if (port === "2525") {
    if (!lines.some((line) => /^STARTTLS$/i.test(line))) {
      throw new ConnectorError("not_secure", "the mail server has no TLS on this port, so nothing was sent");
    }
    await session.startTls();
    ({ lines } = await session.command("EHLO floyo", 2));
  }
  const ways =
    lines
      .find((line) => /^AUTH /i.test(line))
      ?.toUpperCase()
      .split(" ") ?? [];
  if (ways.includes("PLAIN") || !ways.includes("LOGIN")) {
    await session.command(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, 2);
    return;
  }
  await session.command("AUTH LOGIN", 3);
  await session.command(base64(user), 3);
  await session.command(base64(password), 2);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** A line that begins with a dot gets another; one dot alone ends the mail. */
function stuffed(text: string): string {
  return `${text.replace(/\r?\n/g, "\r\n").replace(/^\./gm, "..")}\r\n.\r\n`;
}

function told(error: unknown, isSent: boolean, isLate: boolean): unknown {
  if (error instanceof ConnectorError) {
    // Nobody knows what became of it, unless the server said so by a reply.
    return isSent && error.code === "broken_answer"
      ? new ConnectorError("broken_answer", error.message, { isUnknown: true })
      : error;
  }
  if (error instanceof OutboundError) {
    return new ConnectorError(error.reason, error.message, {
      isRetryable: error.code === "unavailable",
      cause: error,
    });
  }
  const message = isLate
    ? "the mail server did not answer in time"
    : "the connection to the mail server broke";
  return new ConnectorError(isLate ? "timed_out" : "broken_answer", message, {
    isUnknown: isSent,
    isRetryable: !isSent,
    cause: error,
  });
}

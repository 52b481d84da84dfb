import type { SecureLine } from "../_outbound/secure-line.ts";
import { ConnectorError } from "./connector-error.ts";

export interface SmtpReply {
  code: number;
  /** One for each line of the reply. */
  lines: string[];
}

const MAX_REPLY_BYTES = 65_536;

/** The dialogue of RFC 5321 over a line: commands out, replies in. */
export function openSession(line: SecureLine) {
  let rest = "";

  async function readLine(): Promise<string> {
    for (;;) {
      const end = rest.indexOf("\r\n");
      if (end >= 0) {
        const found = rest.slice(0, end);
        rest = rest.slice(end + 2);
        return found;
      }
      if (rest.length > MAX_REPLY_BYTES) throw broken("the mail server does not end its line");
      const bytes = await line.read();
      if (bytes === null) throw broken("the mail server ended the connection");
      rest += new TextDecoder("latin1").decode(bytes);
    }
  }

  async function reply(): Promise<SmtpReply> {
    const lines: string[] = [];
    for (;;) {
      const found = await readLine();
      const parts = /^(\d{3})([ -]?)(.*)$/.exec(found);
      if (!parts || lines.length > 100) throw broken("this is no mail server: its answer is not one of SMTP");
      lines.push(parts[3] ?? "");
      if (parts[2] !== "-") return { code: Number(parts[1]), lines };
    }
  }

  async function write(text: string): Promise<void> {
    await line.write(new TextEncoder().encode(text));
  }

  /** Sends a command; throws unless the reply is of this class (2 or 3). */
  async function command(text: string, wanted: 2 | 3): Promise<SmtpReply> {
    await write(`${text}\r\n`);
    return expect(await reply(), wanted);
  }

  return {
    command,
    write,
    /** The reply to something sent by `write`, or the greeting. */
    expect: async (wanted: 2 | 3) => expect(await reply(), wanted),
    async startTls(): Promise<void> {
      await command("STARTTLS", 2);
      // What came unasked before the line was secure was not said by the server that shows the certificate.
      if (rest !== "") throw broken("the mail server spoke before the line was secure");
      await line.startTls();
    },
  };
}

export type SmtpSession = ReturnType<typeof openSession>;

function expect(reply: SmtpReply, wanted: 2 | 3): SmtpReply {
  if (Math.floor(reply.code / 100) === wanted) return reply;
  const said = reply.lines.join(" ").slice(0, 300);
  // 530, 534, 535, 538: RFC 4954, who signs in and how.
  const blamesSecret = [530, 534, 535, 538].includes(reply.code);
  throw new ConnectorError(`smtp_${reply.code}`, `the mail server answered ${reply.code}: ${said}`, {
    isRetryable: reply.code >= 400 && reply.code < 500,
    blamesSecret,
  });
}

function broken(message: string): ConnectorError {
  return new ConnectorError("broken_answer", message, { isRetryable: true });
}

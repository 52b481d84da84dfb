import { createServer, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

export const SMTP_LOGIN = { user: "ana@example.com", password: "correct horse" };

export interface SmtpSeen {
  /** Mails that were taken, with who they were for. */
  mails: { from: string; to: string[]; text: string }[];
  /** What was said before the line was secure, besides the greeting. */
  heardInClear: string[];
}

export interface SmtpServer extends SmtpSeen {
  port: number;
  stop(): Promise<void>;
}

export interface SmtpOptions {
  key: string;
  cert: string;
  /** TLS at once as on 465, or asked for as on 2525; `never`: a server without any. */
  tls: "at-once" | "asked" | "never";
  auth?: "PLAIN" | "LOGIN";
  /** Instead of the answer to the end of a mail; "": the connection ends. */
  afterMail?: string;
}

/** A mail server of RFC 5321 with STARTTLS (3207) and AUTH (4954), which keeps what it takes. */
export async function startSmtpServer(options: SmtpOptions): Promise<SmtpServer> {
  const { key, cert, tls } = options;
  const state: SmtpSeen = { mails: [], heardInClear: [] };
  const open = new Set<Socket>();
  const secureContext = createSecureContext({ key, cert });
  const secured = (socket: Socket) => new TLSSocket(socket, { isServer: true, secureContext });
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    if (tls === "at-once") serve(secured(socket), true, true);
    else serve(socket, false, true);
  });

  function serve(socket: Socket, isSecure: boolean, greets: boolean): void {
    socket.on("error", () => {});
    const say = (line: string) => socket.write(`${line}\r\n`);
    let [text, from, isSigned, isData] = ["", "", false, false];
    let to: string[] = [];
    let asked: ((line: string) => void) | null = null;
    const check = (user: string, password: string) => {
      isSigned = user === SMTP_LOGIN.user && password === SMTP_LOGIN.password;
      say(isSigned ? "235 2.7.0 Authentication successful" : "535 5.7.8 Authentication credentials invalid");
    };
    if (greets) say("220 mail.example.com ESMTP");
    socket.on("data", (part) => {
      text += part.toString("latin1");
      if (isData) return endMail();
      for (let end = text.indexOf("\r\n"); end >= 0 && !isData; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        command(line);
      }
      if (isData) endMail();
    });

    function endMail(): void {
      const end = text.indexOf("\r\n.\r\n");
      if (end < 0) return;
      state.mails.push({ from, to, text: text.slice(0, end).replace(/^\.\./gm, ".") });
      [text, isData, to] = [text.slice(end + 5), false, []];
      if (options.afterMail === "") socket.destroy();
      else say(options.afterMail ?? "250 2.0.0 queued as 4711");
    }

    function command(line: string): unknown {
      if (asked) {
        const answer = asked;
        asked = null;
        return answer(line);
      }
      if (!isSecure && !/^(EHLO|STARTTLS|QUIT)/i.test(line)) state.heardInClear.push(line);
      if (/^EHLO /i.test(line)) {
        say("250-mail.example.com");
        if (!isSecure && tls === "asked") say("250-STARTTLS");
        if (isSecure || tls === "never") say(`250-AUTH ${options.auth ?? "PLAIN"}`);
        return say("250 8BITMIME");
      }
      if (/^STARTTLS$/i.test(line) && tls === "asked") {
        socket.write("220 2.0.0 Ready to start TLS\r\n");
        socket.removeAllListeners("data");
        return serve(secured(socket), true, false);
      }
      if (/^AUTH PLAIN /i.test(line)) {
        const [, user = "", password = ""] = fromBase64(line.slice(11)).split("\0");
        return check(user, password);
      }
      if (/^AUTH LOGIN$/i.test(line)) {
        say("334 VXNlcm5hbWU6");
        asked = (user) => {
          say("334 UGFzc3dvcmQ6");
          asked = (password) => check(fromBase64(user), fromBase64(password));
        };
        return null;
      }
      if (/^QUIT$/i.test(line)) return socket.end("221 2.0.0 Bye\r\n");
      if (!isSigned) return say("530 5.7.0 Authentication required");
      const path = /^(?:MAIL FROM|RCPT TO):<([^>]*)>/i.exec(line)?.[1];
      if (/^MAIL/i.test(line)) {
        from = path ?? "";
        return say("250 2.1.0 Ok");
      }
      if (/^RCPT/i.test(line)) {
        if (path === "full@example.com") return say("452 4.2.2 Mailbox full");
        if (!path?.endsWith("@example.com")) return say("550 5.1.1 No such user here");
        to.push(path);
        return say("250 2.1.5 Ok");
      }
      if (/^DATA$/i.test(line)) {
        isData = true;
        return say("354 End data with <CR><LF>.<CR><LF>");
      }
      return say("502 5.5.1 Command not recognized");
    }
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    ...state,
    port: (server.address() as { port: number }).port,
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

function fromBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)));
}

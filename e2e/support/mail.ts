const MAIL_URL = process.env.FLOYO_MAIL_URL ?? "";
const PATIENCE_MS = 30_000;

interface MailSummary {
  ID: string;
  Subject: string;
  To: { Address: string }[];
}

interface WholeMail {
  Subject: string;
  Text: string;
  /** How mail programs stop it: the links of the header, and what they are to send. */
  ListUnsubscribe: { Links: string[]; HeaderPost: string };
}

/** The link in the newest mail to `address` whose subject matches; waits for it to arrive. */
export async function linkFromMail(address: string, subject: RegExp): Promise<string> {
  const { Subject, Text } = await mailTo(address, subject);
  const link = /https?:\/\/\S+/.exec(Text)?.[0];
  if (!link) throw new Error(`the mail "${Subject}" holds no link`);
  return link;
}

/** The newest mail to `address` whose subject matches; waits for it to arrive. */
export async function mailTo(address: string, subject: RegExp): Promise<WholeMail> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { messages } = await get<{ messages: MailSummary[] }>("/api/v1/messages");
    const found = messages.find(
      (mail) => subject.test(mail.Subject) && mail.To.some((to) => to.Address === address),
    );
    if (found) return get<WholeMail>(`/api/v1/message/${found.ID}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no mail to ${address} with a subject like ${subject} within ${PATIENCE_MS / 1000} s`);
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${MAIL_URL}${path}`);
  if (!response.ok) throw new Error(`mail catcher answered ${response.status} for ${path}`);
  return (await response.json()) as T;
}

import { randomBytes } from "node:crypto";

/** A mail as it was handed in. */
export interface OutgoingMail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Beside those that every mail has. */
  headers?: Record<string, string>;
}

export interface CaughtMail extends OutgoingMail {
  id: string;
  receivedAt: Date;
  isRead: boolean;
}

export interface Mailbox {
  add(mail: OutgoingMail): CaughtMail;
  /** Newest first. */
  list(): readonly CaughtMail[];
  /** By id; "latest" is the newest. */
  find(id: string): CaughtMail | null;
  /** Newest first. `to:`, `subject:` and bare words, all of which must be found, in any case. */
  search(query: string): CaughtMail[];
  /** Those named, or all. */
  remove(ids?: readonly string[]): void;
}

/** Mails in memory, the oldest forgotten beyond `limit`. */
export function createMailbox({ limit, now }: { limit: number; now: () => Date }): Mailbox {
  let mails: CaughtMail[] = [];
  return {
    add(mail) {
      const caught = { ...mail, id: randomBytes(16).toString("base64url"), receivedAt: now(), isRead: false };
      mails = [caught, ...mails].slice(0, limit);
      return caught;
    },
    list: () => mails,
    find: (id) => (id === "latest" ? mails[0] : mails.find((mail) => mail.id === id)) ?? null,
    search: (query) => mails.filter((mail) => matches(mail, query)),
    remove(ids) {
      mails = ids ? mails.filter((mail) => !ids.includes(mail.id)) : [];
    },
  };
}

function matches(mail: CaughtMail, query: string): boolean {
  const terms = query.toLowerCase().match(/(?:\w+:)?(?:"[^"]*"|\S+)/g) ?? [];
  return terms.every((term) => {
    const [, field, quoted = ""] = /^(?:(to|subject):)?(.*)$/s.exec(term) ?? [];
    const wanted = quoted.replace(/^"|"$/g, "");
    if (field === "to") return mail.to.toLowerCase().includes(wanted);
    if (field === "subject") return mail.subject.toLowerCase().includes(wanted);
    return `${mail.to}\n${mail.subject}\n${mail.text}`.toLowerCase().includes(wanted);
  });
}

import { AsyncLocalStorage } from "node:async_hooks";
import { type MailKind, type MailTemplate, writeMail } from "./mails.ts";
import type { TokenColumn } from "./otp-types.ts";
import { allowedRedirect } from "./redirects.ts";

/** A mail on its way out. */
export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
}

export type SendMail = (mail: Mail) => Promise<void>;

/** What the request that causes a mail says about its link. */
export interface MailRequest {
  redirectTo: string | null;
  /** Set when the client wants a code to exchange (PKCE) instead of tokens in the address. */
  challenge: { value: string; method: string } | null;
  /** Mails to send once the core has answered. */
  afterwards: (() => Promise<void>)[];
}

export const mailRequest = new AsyncLocalStorage<MailRequest>();

export type LinkType = "signup" | "invite" | "recovery" | "magiclink" | "email_change";

export type BeforeLink = (link: {
  userId: string;
  tokenHash: string;
  type: LinkType;
  column: TokenColumn;
}) => Promise<string>;

interface CoreMailOptions {
  userId: string;
  currentEmail?: string;
  newEmail?: string;
}

/** The mailer the core calls, in its own shape; it never sends an invitation, this adapter does. */
export interface CoreMailer {
  sendConfirmation(to: string, tokenHash: string, otp: string, options: CoreMailOptions): Promise<void>;
  sendInvite(to: string, tokenHash: string, otp: string, options: CoreMailOptions): Promise<void>;
  sendRecovery(to: string, tokenHash: string, otp: string, options: CoreMailOptions): Promise<void>;
  sendMagicLink(to: string, tokenHash: string, otp: string, options: CoreMailOptions): Promise<void>;
  sendEmailChange(to: string, tokenHash: string, otp: string, options: CoreMailOptions): Promise<void>;
  sendReauthentication(
    to: string,
    otp: string,
    options: CoreMailOptions & { tokenHash: string },
  ): Promise<void>;
}

interface Link {
  type: LinkType;
  column: TokenColumn;
}

const SIGN_UP: Link = { type: "signup", column: "confirmation_token" };
const INVITE: Link = { type: "invite", column: "confirmation_token" };
const RECOVERY: Link = { type: "recovery", column: "recovery_token" };
const MAGIC_LINK: Link = { type: "magiclink", column: "recovery_token" };
const NEW_MAILBOX: Link = { type: "email_change", column: "email_change_token_new" };
const OLD_MAILBOX: Link = { type: "email_change", column: "email_change_token_current" };

/**
 * Mails whose links lead to this API and on to where the request asked, if that is allowed. Unmended, links start at
 * the site, which has no such page, and the wished address is dropped. `beforeLink` may store and return another hash.
 */
export function createMailer(options: {
  sendMail: SendMail;
  beforeLink: BeforeLink;
  /** Makes the token for the mailbox that a change of address leaves behind. */
  askOldMailbox: (person: { userId: string; email: string }) => Promise<{ otp: string; tokenHash: string }>;
  issuer: string;
  siteUrl: string;
  allowList: readonly string[];
  templates: Partial<Record<MailKind, MailTemplate>>;
}): CoreMailer {
  const { sendMail, beforeLink, askOldMailbox, issuer, siteUrl, allowList, templates } = options;

  const send = async (mail: {
    kind: MailKind;
    link: Link | null;
    to: string;
    tokenHash: string;
    otp: string;
    more: CoreMailOptions;
  }) => {
    const redirectTo = allowedRedirect(mailRequest.getStore()?.redirectTo, { siteUrl, allowList });
    const { kind, link, to, otp, more } = mail;
    const tokenHash = link
      ? await beforeLink({ userId: more.userId, tokenHash: mail.tokenHash, ...link })
      : mail.tokenHash;
    const address = new URL(`${issuer}/verify`);
    address.searchParams.set("token", tokenHash);
    address.searchParams.set("type", link?.type ?? "");
    address.searchParams.set("redirect_to", redirectTo);
    const fields = {
      ConfirmationURL: link ? address.href : "",
      Token: otp,
      TokenHash: tokenHash,
      SiteURL: siteUrl,
      RedirectTo: redirectTo,
      Email: more.currentEmail ?? to,
      NewEmail: more.newEmail ?? to,
    };
    await sendMail({ to, ...writeMail(kind, fields, templates[kind]) });
  };

  return {
    sendConfirmation: (to, tokenHash, otp, more) =>
      send({ kind: "confirmation", link: SIGN_UP, to, tokenHash, otp, more }),
    sendInvite: (to, tokenHash, otp, more) =>
      send({ kind: "invite", link: INVITE, to, tokenHash, otp, more }),
    sendRecovery: (to, tokenHash, otp, more) =>
      send({ kind: "recovery", link: RECOVERY, to, tokenHash, otp, more }),
    sendMagicLink: (to, tokenHash, otp, more) =>
      send({ kind: "magic_link", link: MAGIC_LINK, to, tokenHash, otp, more }),
    async sendEmailChange(to, tokenHash, otp, more) {
      const email = more.currentEmail ?? "";
      const sendBoth = async () => {
        const old = await askOldMailbox({ userId: more.userId, email });
        await send({ kind: "email_change", link: NEW_MAILBOX, to, tokenHash, otp, more });
        await send({ kind: "email_change", link: OLD_MAILBOX, to: email, ...old, more });
      };
      // The core stores this one's token only after it has called for the mail.
      const request = mailRequest.getStore();
      if (request) request.afterwards.push(sendBoth);
      else await sendBoth();
    },
    sendReauthentication: (to, otp, more) =>
      send({ kind: "reauthentication", link: null, to, tokenHash: more.tokenHash, otp, more }),
  };
}

import { AsyncLocalStorage } from "node:async_hooks";
import { type MailKind, type MailTemplate, writeMail } from "./mails.ts";
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
}

export const mailRequest = new AsyncLocalStorage<MailRequest>();

export type LinkType = "signup" | "recovery" | "magiclink" | "email_change";

export type BeforeLink = (link: { userId: string; tokenHash: string; type: LinkType }) => Promise<string>;

interface CoreMailOptions {
  userId: string;
  currentEmail?: string;
  newEmail?: string;
}

/** The mailer the core calls, in its own shape. */
export interface CoreMailer {
  sendConfirmation(to: string, tokenHash: string, otp: string, options: CoreMailOptions): Promise<void>;
  sendRecovery(to: string, tokenHash: string, otp: string, options: CoreMailOptions): Promise<void>;
  sendMagicLink(to: string, tokenHash: string, otp: string, options: CoreMailOptions): Promise<void>;
  sendEmailChange(to: string, tokenHash: string, otp: string, options: CoreMailOptions): Promise<void>;
  sendReauthentication(
    to: string,
    otp: string,
    options: CoreMailOptions & { tokenHash: string },
  ): Promise<void>;
}

/**
 * Mails whose links lead to this API and on to where the request asked, if that is allowed. Unmended, links start at
 * the site, which has no such page, and the wished address is dropped. `beforeLink` may store and return another hash.
 */
export function createMailer(options: {
  sendMail: SendMail;
  beforeLink: BeforeLink;
  issuer: string;
  siteUrl: string;
  allowList: readonly string[];
  templates: Partial<Record<MailKind, MailTemplate>>;
}): CoreMailer {
  const { sendMail, beforeLink, issuer, siteUrl, allowList, templates } = options;

  const send = async (mail: {
    kind: MailKind;
    type: LinkType | null;
    to: string;
    tokenHash: string;
    otp: string;
    more: CoreMailOptions;
  }) => {
    const redirectTo = allowedRedirect(mailRequest.getStore()?.redirectTo, { siteUrl, allowList });
    const { kind, type, to, otp, more } = mail;
    const tokenHash =
      type === null
        ? mail.tokenHash
        : await beforeLink({ userId: more.userId, tokenHash: mail.tokenHash, type });
    const link = new URL(`${issuer}/verify`);
    link.searchParams.set("token", tokenHash);
    link.searchParams.set("type", type ?? "");
    link.searchParams.set("redirect_to", redirectTo);
    const fields = {
      ConfirmationURL: type === null ? "" : link.href,
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
      send({ kind: "confirmation", type: "signup", to, tokenHash, otp, more }),
    sendRecovery: (to, tokenHash, otp, more) =>
      send({ kind: "recovery", type: "recovery", to, tokenHash, otp, more }),
    sendMagicLink: (to, tokenHash, otp, more) =>
      send({ kind: "magic_link", type: "magiclink", to, tokenHash, otp, more }),
    sendEmailChange: (to, tokenHash, otp, more) =>
      send({ kind: "email_change", type: "email_change", to, tokenHash, otp, more }),
    sendReauthentication: (to, otp, more) =>
      send({ kind: "reauthentication", type: null, to, tokenHash: more.tokenHash, otp, more }),
  };
}

/** The mails that Auth sends. */
export type MailKind =
  | "confirmation"
  | "invite"
  | "recovery"
  | "magic_link"
  | "email_change"
  | "reauthentication";

/** A template as `[auth.email.template.<kind>]` of config.toml has it, with `{{ .ConfirmationURL }}` and its kin. */
export interface MailTemplate {
  subject?: string;
  html?: string;
}

export interface MailFields {
  ConfirmationURL: string;
  Token: string;
  TokenHash: string;
  SiteURL: string;
  RedirectTo: string;
  Email: string;
  NewEmail: string;
}

interface Wording {
  subject: string;
  sentence: string;
  link: string | null;
}

const WORDINGS: Record<MailKind, Wording> = {
  confirmation: {
    subject: "Confirm your e-mail address",
    sentence: "Confirm {{ .Email }} to finish signing up for Floyo.",
    link: "Confirm my address",
  },
  invite: {
    subject: "You are invited to Floyo",
    sentence:
      "Somebody invited {{ .Email }} to Floyo. The link opens your account; it works once, within an hour.",
    link: "Accept the invitation",
  },
  recovery: {
    subject: "Choose a new password",
    sentence: "Somebody, hopefully you, asked to reset the Floyo password of {{ .Email }}.",
    link: "Choose a new password",
  },
  magic_link: {
    subject: "Sign in to Floyo",
    sentence: "This link signs {{ .Email }} in to Floyo; it works once, within an hour.",
    link: "Sign in",
  },
  email_change: {
    subject: "Confirm your new e-mail address",
    sentence: "Confirm that your Floyo account moves from {{ .Email }} to {{ .NewEmail }}.",
    link: "Confirm the change",
  },
  reauthentication: {
    subject: "{{ .Token }} is your Floyo code",
    sentence: "Enter the code {{ .Token }} to continue.",
    link: null,
  },
};

/** Subject, HTML and text of a mail. */
export function writeMail(
  kind: MailKind,
  fields: MailFields,
  template: MailTemplate | undefined,
): { subject: string; html: string; text: string } {
  const { subject, sentence, link } = WORDINGS[kind];
  const anchor = link === null ? "" : `<p><a href="{{ .ConfirmationURL }}">${link}</a></p>`;
  const plainLink = link === null ? "" : `\n\n${link}: {{ .ConfirmationURL }}`;
  const html = fill(template?.html ?? `<p>${sentence}</p>${anchor}`, fields, escapeHtml);
  return {
    subject: fill(template?.subject ?? subject, fields, (value) => value),
    html,
    text: template?.html ? textOf(html) : fill(`${sentence}${plainLink}`, fields, (value) => value),
  };
}

function fill(template: string, fields: MailFields, write: (value: string) => string): string {
  const known = new Map(Object.entries(fields));
  return template.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => write(known.get(name) ?? ""));
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function textOf(html: string): string {
  return html
    .replace(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs, "$2: $1")
    .replace(/<style.*?<\/style>|<[^>]+>/gs, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}

import type { MailTemplate } from "./mails.ts";

/**
 * The invitation's mail as the hosted project's template has it: straight to the app's own route, which verifies the
 * hash. An invitation carries no challenge, so the API's link would bring tokens in the address, which no server reads.
 */
export const INVITE_TEMPLATE: MailTemplate = {
  subject: "You are invited to Floyo",
  html: `<p>Somebody invited {{ .Email }} to Floyo. The link opens your account; it works once, within an hour.</p>
<p><a href="{{ .SiteURL }}/auth/confirm?token_hash={{ .TokenHash }}&amp;type=invite">Accept the invitation</a></p>`,
};

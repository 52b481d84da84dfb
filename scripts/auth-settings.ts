/** What must hold on the hosted project's Auth: the promises of docs/security.md that are the platform's to keep. */
export type AuthSettings = Record<string, string | number | boolean | null>;

export interface AuthSettingsOptions {
  siteUrl: string;
  /** Turnstile's secret; without it the CAPTCHA stays as it is and the check says so. */
  captchaSecret: string | null;
}

/** In the names of the Management API's `config/auth`. Durations in seconds, session limits in hours, mail and OTP limits an hour. */
export function authSettings({ siteUrl, captchaSecret }: AuthSettingsOptions): AuthSettings {
  return {
    site_url: siteUrl,
    // Exact addresses, no wildcard: a mail's link may lead nowhere else.
    uri_allow_list: `${siteUrl}/auth/confirm`,
    disable_signup: false,
    external_anonymous_users_enabled: false,
    security_manual_linking_enabled: false,
    jwt_exp: 900,
    refresh_token_rotation_enabled: true,
    security_refresh_token_reuse_interval: 10,
    sessions_inactivity_timeout: 336,
    sessions_timebox: 2160,
    password_min_length: 12,
    password_hibp_enabled: true,
    security_update_password_require_reauthentication: true,
    mailer_autoconfirm: false,
    mailer_secure_email_change_enabled: true,
    mailer_otp_exp: 3600,
    mailer_otp_length: 6,
    smtp_max_frequency: 60,
    mfa_totp_enroll_enabled: true,
    mfa_totp_verify_enabled: true,
    mfa_max_enrolled_factors: 10,
    rate_limit_email_sent: 100,
    rate_limit_otp: 30,
    rate_limit_verify: 30,
    rate_limit_token_refresh: 150,
    rate_limit_anonymous_users: 0,
    // The site signs people in from its server: without it all of them share one address.
    security_sb_forwarded_for_enabled: true,
    ...(captchaSecret === null
      ? {}
      : {
          security_captcha_enabled: true,
          security_captcha_provider: "turnstile",
          security_captcha_secret: captchaSecret,
        }),
  };
}

/** Settings that the API takes and never gives back. */
const WRITE_ONLY: ReadonlySet<string> = new Set(["security_captcha_secret"]);

/** One line for each setting that is not what it must be. */
export function drift(wanted: AuthSettings, found: Record<string, unknown>): string[] {
  return Object.entries(wanted)
    .filter(([name, value]) => !WRITE_ONLY.has(name) && found[name] !== value)
    .map(([name, value]) => `${name} is ${JSON.stringify(found[name])}, must be ${JSON.stringify(value)}`);
}

/** How Auth behaves here, as scripts/ set it on the hosted project. Times in seconds. */
export const AUTH_SETTINGS = {
  /** A minute's refresh ahead of expiry, as the clients do it, leaves 13 minutes of use. */
  jwtExpiryS: 900,
  minPasswordLength: 12,
  otpLength: 6,
  otpExpiryS: 3600,
  /** Between two mails of one kind to one person. Hosted waits a minute; nobody waits that long at their own desk. */
  mailIntervalS: 1,
  /** A code from a mail link, or from another sign-in page, waits this long for its exchange. */
  authCodeExpiryS: 300,
  /** A code of a second factor is taken this long after the challenge. */
  challengeExpiryS: 300,
  /** A second factor that nobody verified is forgotten after this. */
  factorExpiryS: 300,
  maxFactors: 10,
} as const;

/** Rounds of bcrypt (2^n). Hosted uses 10, which blocks this one process for 100 ms at each sign-in. */
export const BCRYPT_COST = 6;

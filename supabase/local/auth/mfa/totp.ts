const DIGITS = 6;
const PERIOD_S = 30;
/** Steps before and after the current one whose code is taken, for clocks that differ. */
const WINDOW = 1;

/** A new secret, with the address that an authenticator app reads and a QR code of it as SVG. */
export async function makeTotp(options: {
  issuer: string;
  label: string;
}): Promise<{ secret: string; uri: string; qrCode: string }> {
  const [{ Secret, TOTP }, { renderSVG }] = await Promise.all([import("otpauth"), import("uqr")]);
  const secret = new Secret({ size: 20 });
  const totp = new TOTP({ ...options, secret, algorithm: "SHA1", digits: DIGITS, period: PERIOD_S });
  const uri = totp.toString();
  return { secret: secret.base32, uri, qrCode: renderSVG(uri, { ecc: "M", border: 4 }) };
}

/** The step of 30 seconds that the code belongs to, or null for a code of no step within reach. */
export async function stepOfCode(secret: string, code: string, now: number): Promise<number | null> {
  const { Secret, TOTP } = await import("otpauth");
  const totp = new TOTP({
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: DIGITS,
    period: PERIOD_S,
  });
  const delta = totp.validate({ token: code, window: WINDOW, timestamp: now });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_S) + delta;
}

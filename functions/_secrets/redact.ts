/** What stands where a secret stood. */
export const REDACTED = "[secret]";

const MIN_LENGTH = 6;

/**
 * A copy of anything JSON holds without the secrets given, in values and names, as they are and in the forms they
 * travel in: base64, percent-encoded, JSON-escaped, as the password of HTTP Basic. Shorter ones than 6 signs are left,
 * since taking them out would tell more than it hides.
 */
export function createRedactor(secrets: readonly string[]): <T>(value: T) => T {
  const forms = [...new Set(secrets.filter((secret) => secret.length >= MIN_LENGTH).flatMap(formsOf))].sort(
    (one, other) => other.length - one.length,
  );
  const clean = (text: string) => forms.reduce((rest, form) => rest.replaceAll(form, REDACTED), text);
  const redact = (value: unknown): unknown => {
    if (typeof value === "string") return clean(value);
    if (Array.isArray(value)) return value.map(redact);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [clean(name), redact(part)]));
  };
  return <T>(value: T) => redact(value) as T;
}

/** Within base64 a text looks different at each of three offsets; the signs that its neighbours share are left out. */
function formsOf(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const encoded = [0, 1, 2].map((offset) => {
    const padded = new Uint8Array(offset + bytes.length);
    padded.set(bytes, offset);
    const text = btoa(Array.from(padded, (byte) => String.fromCharCode(byte)).join(""));
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((offset * 8) / 6), whole);
  });
  const urlSafe = encoded.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ x: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    ...encoded,
    ...urlSafe,
  ];
}

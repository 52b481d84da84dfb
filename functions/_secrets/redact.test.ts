import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor, REDACTED } from "./redact.ts";

const SECRET = 'sk/live+ä"1&2';
const redact = createRedactor([SECRET]);
const base64 = (text: string) => Buffer.from(text).toString("base64");

test("takes a secret out of values and names at any depth and leaves the rest", () => {
  const stored = { a: [`Bearer ${SECRET}`, 1, null, true], [SECRET]: { b: "kept" } };

  expect(redact(stored)).toEqual({ a: [`Bearer ${REDACTED}`, 1, null, true], [REDACTED]: { b: "kept" } });
});

test.each([
  ["an address", `https://x.example/?k=${encodeURIComponent(SECRET)}&y=1`],
  ["a form", new URLSearchParams({ k: SECRET }).toString()],
  ["JSON", JSON.stringify({ k: SECRET })],
])("takes it out of %s", (_where, text) => {
  expect(redact(text)).toContain(REDACTED);
  expect(redact(text)).not.toContain("live");
});

test.each(["u:", "us:", "use:", ""])("takes it out of HTTP Basic after the user name %j", (user) => {
  const header = `Basic ${base64(`${user}${SECRET}`)}`;

  expect(redact(header)).toContain(REDACTED);
});

test("any secret of some length is gone from any text around it", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 6, unit: "grapheme" }),
      fc.string(),
      fc.string(),
      (secret, before, after) => {
        fc.pre(!REDACTED.includes(secret));

        const shown = createRedactor([secret])(`${before}${secret}${after}`);

        expect(shown.replaceAll(REDACTED, "\u0000")).not.toContain(secret);
      },
    ),
  );
});

test("what is too short to be a secret stays", () => {
  expect(createRedactor(["abc", ""])("abc def")).toBe("abc def");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { isPublicAddress } from "./public-address.ts";

test.each(["1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  "10.0.0.1",
  "::1",
  "::1.1.1.1",
  "64:ff9b::101:101",
  "2002:101:101::",
  "fe80::1%lo",
  "0x7f.1",
  "x",
  "",
])("%j is not public", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test("IPv4 is judged the same when it is mapped into IPv6", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
    }),
  );
});

test("nothing outside 2000::/3 is public but mapped IPv4", () => {
  fc.assert(
    fc.property(
      fc.ipV6().filter((address) => !/^[23]/.test(address) && !/f{4}:/i.test(address)),
      (address) => {
        expect(isPublicAddress(address)).toBe(false);
      },
    ),
  );
});

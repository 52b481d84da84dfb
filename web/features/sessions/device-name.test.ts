import { expect, test } from "vitest";
import { deviceName } from "./device-name.ts";

const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0";
const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

test("browsers are named with their system", () => {
  expect(deviceName(FIREFOX)).toBe("Firefox on Windows");
  expect(deviceName(SAFARI)).toBe("Safari on iOS");
});

test("programs and nothing at all have words too", () => {
  expect(deviceName("undici/6.0 something")).toBe("A program (undici)");
  expect(deviceName("node")).toBe("A program (node)");
  expect(deviceName(null)).toBe("An unknown device");
  expect(deviceName("")).toBe("An unknown device");
});

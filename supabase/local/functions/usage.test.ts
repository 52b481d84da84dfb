import { expect, test } from "vitest";
import { ownMemory } from "./runtime/resident.ts";
import { parsePs, parseStatCpu, readUsage } from "./usage.ts";

test("reads CPU time past a process name that holds spaces and parentheses", () => {
  const stat = "42 (deno (a) b) R 1 42 42 0 -1 4194304 100 0 0 0 150 25 0 0 20 0 6 0 1 1 1";

  expect(parseStatCpu(stat)).toBe(1750);
});

test("reads ps times with and without hours, days and fractions", () => {
  expect(parsePs("  0:01.50 2048\n")).toEqual({ cpuMs: 1_500, memoryBytes: 2_097_152 });
  expect(parsePs("00:01:02 1\n")?.cpuMs).toBe(62_000);
  expect(parsePs("1-01:00:00 1\n")?.cpuMs).toBe(90_000_000);
  expect(parsePs("no such process")).toBeNull();
});

test("takes anonymous memory before the resident set", () => {
  expect(ownMemory("VmRSS:\t  200 kB\nRssAnon:\t  100 kB\n")).toBe(102_400);
  expect(ownMemory("VmRSS:\t  200 kB\n")).toBe(204_800);
  expect(ownMemory("")).toBeNull();
});

test("a process that is gone has no usage", async () => {
  expect(await readUsage(2 ** 22 + 1)).toBeNull();
});

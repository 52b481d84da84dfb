import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findDeno } from "./find-deno.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "floyo-deno-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string): string {
  const file = join(root, "node_modules", path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "{}", { mode: 0o644 });
  return file;
}

test("takes the executable that the install script put beside the package", () => {
  put("deno/package.json");
  const executable = put("deno/deno");

  expect(findDeno(root)).toBe(executable);
});

test("heals a blocked install script by running the platform's package directly", () => {
  put("deno/package.json");
  const executable = put(`@deno/${process.platform}-${process.arch}-glibc/deno`);

  expect(findDeno(root)).toBe(executable);
  expect(statSync(executable).mode & 0o111).toBe(0o111);
});

test("says what to do when the package or its executable is missing", () => {
  expect(() => findDeno(root)).toThrow('the npm package "deno" is not installed');

  put("deno/package.json");
  expect(() => findDeno(root)).toThrow("run npm install without --omit=optional");
});

import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFileStore } from "./files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "floyo-files-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);

test("what was written is there after a restart", async () => {
  const version = await (await openFileStore(folder)).write(bytes("kept"));

  const reopened = await openFileStore(folder);

  expect(text(await reopened.read(version))).toBe("kept");
});

test("a file that a crash left unfinished is gone at the next start", async () => {
  await openFileStore(folder);
  await writeFile(join(folder, "unfinished", "half"), "ha");

  await openFileStore(folder);

  expect(await readdir(join(folder, "unfinished"))).toEqual([]);
});

test("a range has both its ends, and ends with the file", async () => {
  const files = await openFileStore(folder);
  const version = await files.write(bytes("0123456789"));

  const ranges = [
    await files.read(version, { start: 2, end: 4 }),
    await files.read(version, { start: 8, end: 99 }),
  ];

  expect(ranges.map(text)).toEqual(["234", "89"]);
});

test("removing a copy leaves the original, and removing twice is no error", async () => {
  const files = await openFileStore(folder);
  const version = await files.write(bytes("original"));
  const copy = await files.copy(version);

  await files.remove([copy]);
  await files.remove([copy]);

  expect(text(await files.read(version))).toBe("original");
});

test.each(["../../etc/passwd", "", "a/b", "0".repeat(35)])("%j is no version", async (version) => {
  const files = await openFileStore(folder);

  await expect(files.read(version)).rejects.toThrow("is no version");
});

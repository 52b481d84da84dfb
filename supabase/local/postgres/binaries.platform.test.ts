import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { findBinaries } from "./binaries.ts";

// Only root copies the binaries: anyone else runs those of the clone.
const isRoot = process.getuid?.() === 0;

test("two clones that start at the same time share one whole copy", async () => {
  const shared = await mkdtemp(join(tmpdir(), "floyo-binaries-"));

  const found = await Promise.all([
    findBinaries(isRoot ? shared : null),
    findBinaries(isRoot ? shared : null),
  ]);

  expect(found[0]).toEqual(found[1]);
  expect((await readdir(shared)).length).toBe(isRoot ? 1 : 0);
  const { stdout } = await promisify(execFile)(found[0].initdb, ["--version"], { cwd: "/" });
  expect(stdout).toContain("(PostgreSQL) 17.");
  await rm(shared, { recursive: true });
});

test("the links between libraries are there, though npm cannot pack them", async () => {
  const { postgres } = await findBinaries(null);

  const links = await readdir(join(dirname(dirname(postgres)), "lib"));

  expect(links.filter((name) => /^libpq(\.5\.dylib|\.so\.5)$/.test(name))).toHaveLength(1);
});

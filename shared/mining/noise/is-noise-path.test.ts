import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createNoiseFilter, isNoisePath } from "./is-noise-path.ts";

const MACHINES = [
  "app/node_modules/zod/index.js",
  "repo/.git/objects/ab/cd",
  "Docs/~$report.docx",
  "Docs/.~lock.report.odt#",
  "Docs/._report.docx",
  "Downloads/big.iso.crdownload",
  "Downloads/big.ISO.PART",
  ".DS_Store",
  "a/Thumbs.db",
  "a/DESKTOP.INI",
  "Icon\r",
  "notes.md~",
  "src/.main.py.swp",
  "src/#main.py#",
  "src/.#main.py",
  "/tmp/tmpab12",
  "tmp/x",
  "var/tmp/x",
  "x/__pycache__/m.pyc",
  "home/.cache/thumbnails/0a1b",
  "Library/Caches/com.apple/x.db",
  "site/dist/assets/index.0a1b2c3d.js",
  "crate/target/debug/app",
  "Docs/.syncthing.a1b2c.tmp",
  "db/app.sqlite-wal",
  "C:/$Recycle.Bin/S-1-5/x.docx",
  ".Trash-1000/files/x.txt",
  "work/.ipynb_checkpoints/a.ipynb",
];

const PERSONS = [
  "Reports/build/plan.pdf",
  "Reports/dist/plan.pdf",
  "Team/target.xlsx",
  "temp notes.txt",
  "git-guide.md",
  "Downloads/invoice.pdf",
  "Downloads/download",
  "Photos/cache/map.png",
  "Projects/tmp ideas/plan.md",
  "Reports/tmp/plan.md",
  ".gitignore",
  "~R3pOrtsR3pOrtsR3pOrts1/{date:2026-11-08}~oRdErsoRdErsoRdErsoRdE.csv",
  "#1 priorities.md",
  "Legal/lock agreement.docx",
  "code/main.ts",
  "a.b",
  "a.",
  ".",
  "",
];

describe("machines' files", () => {
  test.each(MACHINES)("%s is one", (path) => {
    expect(isNoisePath(path)).toBe(true);
  });

  test.each(PERSONS)("%s is a person's", (path) => {
    expect(isNoisePath(path)).toBe(false);
  });

  test("are told apart the same with remembered folders", () => {
    const segment = fc.constantFrom(
      "a",
      ".git",
      "tmp",
      "dist",
      "assets",
      "x.tmp",
      "~$b",
      "c.pdf",
      "caches",
      "",
      "Ü",
    );
    const path = fc.array(segment, { maxLength: 5 }).map((segments) => segments.join("/"));
    const isNoise = createNoiseFilter();

    fc.assert(fc.property(path, (path) => isNoise(path) === isNoisePath(path)));
  });

  test("make a whole folder theirs", () => {
    fc.assert(fc.property(fc.string(), (name) => isNoisePath(`x/node_modules/${name}`)));
  });
});

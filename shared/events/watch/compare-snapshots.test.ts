import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSnapshots, type FileChange } from "./compare-snapshots.ts";
import type { FileStamp, Snapshot } from "./snapshot.ts";

const files = (stamps: Record<string, [size: number, modifiedMs: number]>): Map<string, FileStamp> =>
  new Map(Object.entries(stamps).map(([path, [size, modifiedMs]]) => [path, { size, modifiedMs }]));

const told = (changes: readonly FileChange[]) =>
  changes.map(({ op, path, fromPath }) => (fromPath ? `${op} ${fromPath} → ${path}` : `${op} ${path}`));

describe("compareSnapshots", () => {
  it("tells what was created, modified and deleted, and nothing of what stayed", () => {
    const before = files({ "a.txt": [1, 1], "b.txt": [2, 2], "c.txt": [3, 3] });
    const after = files({ "a.txt": [1, 1], "b.txt": [9, 9], "d.txt": [4, 4] });

    expect(told(compareSnapshots(before, after))).toEqual([
      "modified b.txt",
      "deleted c.txt",
      "created d.txt",
    ]);
  });

  it("knows a moved file by its size and time of change", () => {
    const changes = compareSnapshots(files({ "a.txt": [7, 70] }), files({ "Archive/b.txt": [7, 70] }));

    expect(told(changes)).toEqual(["moved a.txt → Archive/b.txt"]);
  });

  it("does not guess among twins, unless the name stayed", () => {
    const before = files({ "in/1.txt": [7, 70], "in/2.txt": [7, 70] });

    expect(told(compareSnapshots(before, files({ "x.txt": [7, 70], "y.txt": [7, 70] })))).toEqual([
      "deleted in/1.txt",
      "deleted in/2.txt",
      "created x.txt",
      "created y.txt",
    ]);
    expect(told(compareSnapshots(before, files({ "out/1.txt": [7, 70], "out/2.txt": [7, 70] })))).toEqual([
      "moved in/1.txt → out/1.txt",
      "moved in/2.txt → out/2.txt",
    ]);
  });

  it("believes a move that was seen, also when the file changed with it", () => {
    const moves = new Map([["b.txt", "a.txt"]]);

    expect(told(compareSnapshots(files({ "a.txt": [1, 1] }), files({ "b.txt": [2, 2] }), moves))).toEqual([
      "moved a.txt → b.txt",
    ]);
  });

  it("tells a file moved over another one as moved, once", () => {
    const before = files({ "draft.csv": [1, 1], "orders.csv": [2, 2] });
    const moves = new Map([["orders.csv", "draft.csv"]]);

    expect(told(compareSnapshots(before, files({ "orders.csv": [1, 1] }), moves))).toEqual([
      "moved draft.csv → orders.csv",
    ]);
  });

  it("does not believe a move whose old file is still there: a save by way of a backup", () => {
    const moves = new Map([["orders.csv.bak", "orders.csv"]]);

    expect(
      told(compareSnapshots(files({ "orders.csv": [1, 1] }), files({ "orders.csv": [2, 2] }), moves)),
    ).toEqual(["modified orders.csv"]);
  });

  it("gives changes that lead from one snapshot to the other, whatever moved", () => {
    fc.assert(
      fc.property(aSnapshot, aSnapshot, fc.array(fc.tuple(aPath, aPath)), (before, after, moves) => {
        const changes = compareSnapshots(before, after, new Map(moves));

        expect(apply(before, changes)).toEqual(new Map(after));
        expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length);
      }),
    );
  });

  it("finds nothing between a snapshot and itself", () => {
    fc.assert(
      fc.property(aSnapshot, (snapshot) => {
        expect(compareSnapshots(snapshot, new Map(snapshot))).toEqual([]);
      }),
    );
  });
});

const aPath = fc.constantFrom("a.txt", "b.txt", "in/a.txt", "in/b.txt", "out/a.txt", "out/b.txt", "c.txt");
const aStamp = fc.record({
  size: fc.integer({ min: 0, max: 2 }),
  modifiedMs: fc.integer({ min: 0, max: 2 }),
});
const aSnapshot = fc.array(fc.tuple(aPath, aStamp)).map((entries) => new Map(entries));

function apply(before: Snapshot, changes: readonly FileChange[]): Map<string, FileStamp> {
  const now = new Map(before);
  for (const { op, path, fromPath } of changes) now.delete(op === "moved" ? (fromPath ?? "") : path);
  for (const { op, path, stamp } of changes) if (op !== "deleted") now.set(path, stamp);
  return now;
}

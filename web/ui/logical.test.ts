import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const WEB = join(import.meta.dirname, "..");
const PHYSICAL =
  /(?<![\w-])-?(?:scroll-)?(?:[pm][lr]|left|right|border-[lr]|rounded-(?:[lr]|[tb][lr]))-[\w[(]|(?<![\w-])(?:text|float|clear)-(?:left|right)\b|\b(?:margin|padding|border)-?(?:left|right)\b/gi;

/** Passed over: half of the screen is half from either side, and the name of a file. */
const EXCEPTIONS = /left-1\/2|left-by-yourself/g;

test("every side is a start or an end, so that a page reads from right to left as well", () => {
  const found = globSync("{app,features,ui,lib}/**/*.{tsx,css}", { cwd: WEB }).flatMap((file) =>
    [...readFileSync(join(WEB, file), "utf8").replaceAll(EXCEPTIONS, "").matchAll(PHYSICAL)].map(
      ([utility]) => `${file}: ${utility}`,
    ),
  );

  expect(found).toEqual([]);
});

test.each(["pl-2", "-mr-4", "sm:left-0", "border-l", "rounded-tr-card", "text-right", "margin-left"])(
  "finds %s",
  (utility) => {
    expect(`"flex ${utility}-1 x"`.match(PHYSICAL)).not.toBeNull();
  },
);

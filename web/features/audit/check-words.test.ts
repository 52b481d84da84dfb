import { expect, test } from "vitest";
import { checkWords } from "./check-words.ts";

const SOUND = { checked: 12, unsealed: 0, broken_seq: null, broken_id: null, problem: null };

test("a sound log is called so, with what waits", () => {
  expect(checkWords(SOUND)).toBe("All 12 sealed rows are as they were written.");
  expect(checkWords({ ...SOUND, checked: 0, unsealed: 3 })).toBe(
    "Nothing is sealed yet. 3 more wait for the next seal.",
  );
});

test("a broken one names the first broken place", () => {
  expect(checkWords({ ...SOUND, problem: "changed", broken_seq: 13, broken_id: 40 })).toBe(
    "The log is not what it was: a row was changed afterwards (link 13, row 40). The 12 before it are sound.",
  );
  expect(checkWords({ ...SOUND, problem: "forged", broken_id: 41 })).toContain("(row 41)");
});

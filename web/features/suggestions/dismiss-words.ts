import type { DismissReason } from "./dismiss-reasons.ts";

/** What a person picks, and what happens because of it. */
export const DISMISS_WORDS: Record<DismissReason, { label: string; effect: string }> = {
  wrong_pattern: {
    label: "Wrong pattern",
    effect: "This routine and parts of it are not suggested again.",
  },
  private: {
    label: "Private",
    effect: "It leaves the feed and is not suggested again. Its events stay yours alone.",
  },
  not_worth_it: {
    label: "Not worth it",
    effect: "It is not suggested again, however often it repeats.",
  },
};

/** Why something was dismissed, as its card says it. */
export const REASON_WORDS: Record<DismissReason | "later", string> = {
  wrong_pattern: "wrong pattern",
  private: "private",
  not_worth_it: "not worth it",
  later: "later",
};

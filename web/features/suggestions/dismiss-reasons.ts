export const DISMISS_REASONS = ["wrong_pattern", "private", "not_worth_it"] as const;
export type DismissReason = (typeof DISMISS_REASONS)[number];

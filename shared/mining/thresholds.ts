const MINUTE_MS = 60_000;

/**
 * A routine is reported from this many distinct local days on which it happened whole; one fewer gives nothing.
 * Five equal days are the first on which order can be told from chance: 3 steps in one fixed order on 5 days
 * happen by luck once in 6^4 = 1296 logs, on 4 days once in 216.
 */
export const MIN_DAYS = 5;

/** A name's part varies when it was seen with this many values; with two, `reading2` and `reading3` are two files. */
export const MIN_DISTINCT_VALUES = 3;

/** Corrected probability by chance above which a pattern is not reported. */
export const MAX_P_VALUE = 1e-3;

/** Files used together in no order say less than an order does, so chance must be ruled out further. */
export const MAX_COMPANIONS_P_VALUE = 1e-4;

/** The rhythm of steps already shown to belong together is one more claim, not one of thousands. */
export const MAX_RHYTHM_P_VALUE = 0.01;

/** The order of steps is claimed when equal orders would be this rare were any order as likely. */
export const MAX_ORDER_P_VALUE = 0.01;

/** Real days are more clustered than shuffled ones; chance is given this much more room (research: mining, 5.5). */
export const CHANCE_FACTOR = 1.5;

/** The log is judged as if the person had done at least this much else, or a tiny log would surprise in everything. */
export const PRIOR_EVENTS = 200;

/** Steps belong together within one of these distances; each is tested, and the correction counts them. */
export const STEP_WINDOWS_MS = [3 * MINUTE_MS, 8 * MINUTE_MS, 15 * MINUTE_MS] as const;

/** A routine is over after this long without a step. */
export const SESSION_GAP_MS = 30 * MINUTE_MS;

/** Saving again within this time is still the same act. */
export const REPEAT_MS = 10 * MINUTE_MS;

/** Writing a new file is one act: created, and modified until this long after. */
export const FIRST_WRITE_MS = 2 * MINUTE_MS;

/** This many events in this time are a machine's; people need longer. */
export const BURST_EVENTS = 8;
export const BURST_MS = 10_000;

/** A local rate is taken over this long on both sides, so that a two-week project does not look like a habit. */
export const LOCAL_RATE_MS = 7 * 24 * 60 * MINUTE_MS;

/** A step joins a routine when it is there in this share of its occurrences. */
export const MIN_STEP_SHARE = 0.6;

/** Half widths of the time of day that are tried for a rhythm, in minutes. */
export const RHYTHM_HALF_WIDTHS = [10, 25, 50] as const;

/** A rule must come true this often, and this much of what happened must be on days of the rule. */
export const MIN_HIT_RATE = 0.7;
export const MIN_RULE_PRECISION = 0.8;

/** And this much of all that was done with the file must be at that time: every six hours is not daily at nine. */
export const MIN_SHARE_AT_TIME = 0.5;

/** A rhythm that missed more than this in a row has ended and is no absence any more. */
export const MAX_MISSED = 12;

/** Newest events that are kept and mined, older ones are forgotten: about 60 MB in memory. */
export const MAX_EVENTS = 2_000_000;

/** How much of a pattern is told; apart from the schema, so that the engine does without its library. */
export const MAX_STEPS = 12;
export const MAX_OCCURRENCES_KEPT = 20;
export const MAX_EVENT_IDS_PER_OCCURRENCE = 8;
export const MAX_DAYS_KEPT = 60;

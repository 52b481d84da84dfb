import { COMPANION_ENTRIES } from "./catalogue-companions.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { FLOW_ENTRIES } from "./catalogue-flows.ts";
import { RHYTHM_ENTRIES } from "./catalogue-rhythms.ts";

/** Everything Floyo can offer. Each kind of pattern ends in an entry that fits all of it. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...FLOW_ENTRIES,
  ...RHYTHM_ENTRIES,
  ...COMPANION_ENTRIES,
];

import { COMPANION_ENTRIES } from "./catalogue-companions.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";
import { FLOW_ENTRIES } from "./catalogue-flows.ts";
import { FORMAT_ENTRIES } from "./catalogue-formats.ts";
import { RHYTHM_ENTRIES } from "./catalogue-rhythms.ts";

/** Everything Floyo can offer. Each kind of pattern ends in an entry that fits all of it. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...FORMAT_ENTRIES,
  ...FLOW_ENTRIES,
  ...RHYTHM_ENTRIES,
  ...COMPANION_ENTRIES,
];

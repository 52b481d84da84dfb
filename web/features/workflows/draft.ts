/** A step while it is edited: its settings may be unfinished. */
export interface DraftStep {
  id: string;
  kind: string;
  with: Record<string, unknown>;
  name?: string;
  next?: string | null;
  [other: string]: unknown;
}

export interface DraftTrigger {
  kind: string;
  [setting: string]: unknown;
}

/** A definition while it is edited. `checkDraft` tells what is still missing. */
export interface Draft {
  version: 1;
  trigger: DraftTrigger;
  steps: DraftStep[];
  [other: string]: unknown;
}

/** What is edited at a time. */
export interface Edited {
  name: string;
  draft: Draft;
}

import { STEP_KINDS } from "@floyo/shared/workflows/step-kinds.ts";

/** The row of a kind as forms need it; undefined for a kind that this page does not know. */
export function kindOf(kind: string) {
  return STEP_KINDS.find((row) => row.kind === kind);
}

/** What a step is called: its own name, or that of its kind. */
export function stepTitle({ name, kind }: { name?: string; kind: string }): string {
  return name?.trim() || kindOf(kind)?.label || kind;
}

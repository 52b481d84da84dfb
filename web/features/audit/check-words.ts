import type { AuditCheck } from "./rows.ts";

const PROBLEMS: Record<NonNullable<AuditCheck["problem"]>, string> = {
  missing: "a link of the chain is missing",
  deleted: "a row was deleted",
  changed: "a row was changed afterwards",
  person_changed: "who did it was changed afterwards",
  rewritten: "the chain was written anew from here",
  end_missing: "the end of the chain is missing",
  forged: "a row was written past the log",
};

/** What a check of the log found, in a sentence. */
export function checkWords({ checked, unsealed, problem, broken_seq, broken_id }: AuditCheck): string {
  const waiting = unsealed === 0 ? "" : ` ${unsealed} more wait for the next seal.`;
  if (problem === null) {
    if (checked === 0) return `Nothing is sealed yet.${waiting}`;
    return `All ${checked} sealed rows are as they were written.${waiting}`;
  }
  const place = [
    broken_seq === null ? "" : `link ${broken_seq}`,
    broken_id === null ? "" : `row ${broken_id}`,
  ]
    .filter(Boolean)
    .join(", ");
  return `The log is not what it was: ${PROBLEMS[problem]} (${place}). The ${checked} before it are sound.`;
}

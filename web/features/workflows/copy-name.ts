const LONGEST = 120;
const MARK = " (copy)";

/** What the copy of a workflow is called: `Invoices (copy)`. It is no longer than a name may be, 120 signs. */
export function copyName(name: string): string {
  const kept = name.trim().slice(0, LONGEST - MARK.length);
  // Half of a sign is none, and no database keeps it.
  return `${kept.replace(/[\uD800-\uDBFF]$/, "").trimEnd()}${MARK}`;
}

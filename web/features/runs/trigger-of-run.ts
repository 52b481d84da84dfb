const BY: Readonly<Record<string, string>> = {
  manual: "by hand",
  schedule: "by the clock",
  file: "by a file",
  webhook: "by another program",
  pattern: "by a pattern",
  absence: "by a missed habit",
  failure: "by another workflow's failure",
  call: "by another workflow",
};

/** What started a run: `by a file, Invoices/2026-11.pdf`. */
export function startedBy(trigger: { kind: string; [other: string]: unknown }): string {
  const by = BY[trigger.kind] ?? `by ${trigger.kind}`;
  return typeof trigger.path === "string" ? `${by}, ${trigger.path}` : by;
}

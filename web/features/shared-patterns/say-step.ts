export interface SharedStep {
  op: string;
  extension: string | null;
  placeholders: readonly string[];
}

const DONE: Record<string, string> = {
  created: "is created",
  modified: "is changed",
  moved: "is moved",
  deleted: "is deleted",
  opened: "is opened",
  downloaded: "is downloaded",
  uploaded: "is uploaded",
  ran: "is run",
};

const IN_NAME: Record<string, string> = {
  date: "a date",
  month: "a month",
  time: "a time",
  timestamp: "a time",
  number: "a number",
  version: "a version",
  hash: "a hash",
  name: "a changing word",
};

/** What a step of a shared routine does, to which kind of file: `a .csv with a date in its name is downloaded`. */
export function sayStep({ op, extension, placeholders }: SharedStep): string {
  const parts = [...new Set(placeholders.flatMap((placeholder) => IN_NAME[placeholder] ?? []))];
  const what = extension ? `a .${extension}` : "a file";
  const named =
    parts.length > 0
      ? ` with ${new Intl.ListFormat("en", { type: "conjunction" }).format(parts)} in its name`
      : "";
  return `${what}${named} ${DONE[op] ?? op}`;
}

/** All steps in one sentence; companions have no order. */
export function saySteps(steps: readonly SharedStep[], isOrdered: boolean): string {
  const said = steps.map(sayStep);
  const sentence = isOrdered
    ? said.join(", then ")
    : new Intl.ListFormat("en", { type: "conjunction" }).format(said);
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

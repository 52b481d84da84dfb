/** One line of the bench: what is measured, what it must and aims to be, what it was. */
export interface BenchRow {
  measure: string;
  must: string;
  aim: string;
  measured: string;
  /** Null when there is no bar, or nothing was measured. */
  isMet: boolean | null;
}

export function bar(
  measure: string,
  limits: { must: number; aim: number; atLeast: boolean; digits?: number; unit?: string },
  value: number,
  note = "",
): BenchRow {
  const { must, aim, atLeast, digits = 3, unit = "" } = limits;
  const sign = atLeast ? "≥" : "≤";
  return {
    measure,
    must: `${sign} ${must}${unit}`,
    aim: `${aim}${unit}`,
    measured: `${value.toFixed(digits)}${unit}${note === "" ? "" : ` (${note})`}`,
    isMet: Number.isNaN(value) ? null : atLeast ? value >= must : value <= must,
  };
}

export function fact(measure: string, measured: string, isMet: boolean | null = null, must = ""): BenchRow {
  return { measure, must, aim: "", measured, isMet };
}

export function rowText(row: BenchRow): string {
  const mark = row.isMet === null ? " " : row.isMet ? "✓" : "✗";
  const bars = row.must === "" ? "" : `   must ${row.must}${row.aim === "" ? "" : `, aim ${row.aim}`}`;
  return `${mark} ${row.measure}: ${row.measured}${bars}`;
}

export function toMarkdown(rows: readonly BenchRow[]): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const lines = rows.map(({ measure, must, aim, measured, isMet }) => {
    const met = isMet === null ? "" : isMet ? "yes" : "**no**";
    return `| ${[measure, must, aim, measured, met].map(cell).join(" | ")} |`;
  });
  return ["| measure | must | aim | measured | met |", "| --- | --- | --- | --- | --- |", ...lines].join(
    "\n",
  );
}

/** A page shows no more of a value: what the database cuts as well, and a browser lays out in no time. */
export const MOST_SHOWN = 65_536;

/** What a value is written as on the page, and whether that is its beginning alone. */
export function shownText(value: unknown): { text: string; isCut: boolean } {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return { text: text.slice(0, MOST_SHOWN), isCut: text.length > MOST_SHOWN };
}

/** The content of the file that it is saved as: always JSON, so that it can be read back. */
export function savedText(value: unknown): string {
  return `${JSON.stringify(value ?? null, null, 2)}\n`;
}

/** JSON as a person types it into a field: what is no JSON is a text, nothing is null. */
export function fromText(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The text that `fromText` reads as this value. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  return fromText(value) === value ? value : JSON.stringify(value);
}

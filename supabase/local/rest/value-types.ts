// How Postgres's values look in JSON: as PostgREST's row_to_json writes them.
const asText = (value: unknown): string => String(value);

const isoTimestamp = (text: string): string => text.replace(" ", "T").replace(/([+-]\d{2})$/, "$1:00");

/** JSON has no NaN or infinity: they stay text, as in PostgREST. */
const number = (text: string): number | string => {
  const parsed = Number(text);
  return Number.isFinite(parsed) ? parsed : text;
};

/** Unmended: timestamps without the T, 12.50 as text but 12.5 as a number, bytea as an object of bytes, NaN as null. */
export const valueTypes = {
  timestamptz: { to: 1184, from: [1184], serialize: asText, parse: isoTimestamp },
  timestamp: { to: 1114, from: [1114], serialize: asText, parse: isoTimestamp },
  numeric: { to: 1700, from: [1700], serialize: asText, parse: number },
  float: { to: 701, from: [700, 701], serialize: asText, parse: number },
  bytea: { to: 17, from: [17], serialize: asText, parse: asText },
};

/** Auth writes its times in UTC with a Z. */
export const zuluTimestamps = {
  timestamptz: {
    to: 1184,
    from: [1184],
    serialize: asText,
    parse: (text: string) => isoTimestamp(text).replace("+00:00", "Z"),
  },
};

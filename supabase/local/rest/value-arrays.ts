import { jsonTypes } from "./json-values.ts";
import { valueTypes } from "./value-types.ts";

const asIs = (text: string): unknown => text;
const asNumber = (text: string): unknown => Number(text);

/** Oid of each array type, and how its items are read. */
const ITEMS: [oid: number, parse: (text: string) => unknown][] = [
  [1000, (text) => text === "t"], // boolean
  [1001, asIs], // bytea
  [1002, asIs], // "char"
  [1003, asIs], // name
  [1005, asNumber], // smallint
  [1007, asNumber], // integer
  [1009, asIs], // text
  [1014, asIs], // character
  [1015, asIs], // varchar
  [1016, asNumber], // bigint
  [1021, valueTypes.float.parse],
  [1022, valueTypes.float.parse],
  [1115, valueTypes.timestamp.parse],
  [1182, asIs], // date
  [1183, asIs], // time
  [1185, valueTypes.timestamptz.parse],
  [1187, asIs], // interval
  [1231, valueTypes.numeric.parse],
  [199, jsonTypes.json.parse],
  [2951, asIs], // uuid
  [3807, jsonTypes.jsonb.parse],
];

/** Unmended, the driver reads a null among the items of an array as the text "NULL". */
export const arrayTypes = Object.fromEntries(
  ITEMS.map(([oid, parseItem]) => [
    `array${oid}`,
    {
      to: oid,
      from: [oid],
      serialize: writeArray,
      parse: (text: string) => readArray(text, parseItem),
    },
  ]),
);

/** Postgres's text form, as `{a,"b c",NULL,{…}}`. */
export function readArray(text: string, parseItem: (text: string) => unknown): unknown[] {
  const root: unknown[] = [];
  const open: unknown[][] = [root];
  const tokens = text.slice(text.indexOf("{")).matchAll(/[{}]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs);
  for (const [token, quoted] of tokens) {
    const items = open.at(-1) ?? root;
    if (token === "{") {
      const nested: unknown[] = [];
      items.push(nested);
      open.push(nested);
    } else if (token === "}") open.pop();
    else if (quoted !== undefined) items.push(parseItem(quoted.replace(/\\(.)/gs, "$1")));
    else items.push(token === "NULL" ? null : parseItem(token));
  }
  return root[0] as unknown[];
}

/** Text stands as it is: it is a literal of a filter. */
export function writeArray(value: unknown): string {
  return Array.isArray(value) ? `{${value.map(writeItem).join(",")}}` : String(value);
}

function writeItem(item: unknown): string {
  if (item === null || item === undefined) return "NULL";
  if (Array.isArray(item)) return writeArray(item);
  const text = typeof item === "object" ? JSON.stringify(item) : String(item);
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

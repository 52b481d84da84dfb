import type { AnyAST, IntrospectResult } from "./core-types.ts";

/** A JSON value on its way to a json or jsonb parameter, told apart from text that merely looks like one. */
export class JsonValue {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  toJSON(): unknown {
    return this.value;
  }
}

/** Text goes to json and jsonb parameters as it stands, as an untyped literal would; all else is written as JSON. */
const serialize = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const parse = (text: string): unknown => JSON.parse(text);

export const jsonTypes = {
  json: { to: 114, from: [114], serialize, parse },
  jsonb: { to: 3802, from: [3802], serialize, parse },
};

/**
 * Marks each value of a write or call that goes to a json or jsonb column or parameter. Unmended, strings are parsed
 * ("123" becomes a number), `true` is refused, and objects arrive in functions as JSON strings.
 */
export function markJsonValues(ast: AnyAST, schema: IntrospectResult): AnyAST {
  if (ast.type === "rpc") return { ...ast, args: markArguments(ast, schema) };
  if (ast.values === undefined || ast.values === null) return ast;
  const columns = jsonColumns(schema, ast.schema ?? schema.default_schema ?? "public", ast.from);
  if (columns.size === 0) return ast;
  const mark = (row: object) => markRow(row, columns);
  return { ...ast, values: Array.isArray(ast.values) ? ast.values.map(mark) : mark(ast.values) };
}

function markArguments(ast: AnyAST, schema: IntrospectResult): AnyAST["args"] {
  if (!ast.args || Array.isArray(ast.args)) return ast.args;
  const kinds = new Map<string, JsonKind>();
  for (const candidate of schema.functions ?? []) {
    if (candidate.name !== ast.function) continue;
    if (candidate.schema !== (ast.schema ?? schema.default_schema ?? "public")) continue;
    for (const [index, name] of candidate.arg_names.entries()) {
      const kind = jsonKind(candidate.arg_types[index]);
      if (kind) kinds.set(name, kind);
    }
  }
  // A GET call brings its arguments as text from the query string, which Postgres itself reads as JSON.
  return ast.httpMethod === "GET" || kinds.size === 0 ? ast.args : markRow(ast.args, kinds);
}

type JsonKind = "json" | "json[]";

function jsonColumns(
  schema: IntrospectResult,
  name: string,
  table: string | undefined,
): Map<string, JsonKind> {
  const columns = new Map<string, JsonKind>();
  for (const column of schema.columns) {
    if (column.table !== table || column.schema !== name) continue;
    const kind = jsonKind(column.pg_type ?? column.type);
    if (kind) columns.set(column.name, kind);
  }
  return columns;
}

function jsonKind(type: string | undefined): JsonKind | null {
  if (type === "json" || type === "jsonb") return "json";
  return type === "_json" || type === "_jsonb" || type === "json[]" || type === "jsonb[]" ? "json[]" : null;
}

function markRow(row: object, kinds: Map<string, JsonKind>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, markValue(value, kinds.get(name))]),
  );
}

/** A JSON null is SQL's null, as in PostgREST. */
function markValue(value: unknown, kind: JsonKind | undefined): unknown {
  if (kind === undefined || value === null || value === undefined) return value;
  if (kind === "json") return new JsonValue(value);
  return Array.isArray(value) ? value.map((item) => (item === null ? null : new JsonValue(item))) : value;
}

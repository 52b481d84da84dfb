import type { AnyAST, IntrospectResult } from "./core-types.ts";

/**
 * Writes objects as row literals where a function takes a row type. Unmended they arrive as "[object Object]", which
 * Postgres refuses as a malformed record literal.
 */
export function writeRowArguments(ast: AnyAST, schema: IntrospectResult): AnyAST {
  if (ast.type !== "rpc" || !ast.args || Array.isArray(ast.args)) return ast;
  const names = Object.keys(ast.args);
  const called = schema.functions?.find(
    (candidate) =>
      candidate.name === ast.function &&
      candidate.schema === (ast.schema ?? schema.default_schema ?? "public") &&
      names.every((name) => candidate.arg_names.includes(name)),
  );
  if (!called) return ast;
  const args = Object.entries(ast.args).map(([name, value]) => {
    const type = called.arg_types[called.arg_names.indexOf(name)] ?? "";
    return [name, isRowValue(value) ? (rowLiteral(value, type, schema) ?? value) : value];
  });
  return { ...ast, args: Object.fromEntries(args) };
}

function isRowValue(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Null when `type` is not a row type (or an array of one). */
function rowLiteral(value: object, type: string, schema: IntrospectResult): string | null {
  if (Array.isArray(value)) {
    const itemType = /^(.*)\[\]$/.exec(type)?.[1];
    if (itemType === undefined || fieldsOf(itemType, schema).length === 0) return null;
    return `{${value.map((item) => quoted(isRowValue(item) ? (rowLiteral(item, itemType, schema) ?? "") : String(item))).join(",")}}`;
  }
  const fields = fieldsOf(type, schema);
  if (fields.length === 0) return null;
  const values = new Map(Object.entries(value));
  return `(${fields.map((field) => fieldText(values.get(field.name), field.type, schema)).join(",")})`;
}

function fieldText(value: unknown, type: string, schema: IntrospectResult): string {
  if (value === null || value === undefined) return "";
  if (type === "json" || type === "jsonb") return quoted(JSON.stringify(value));
  if (Array.isArray(value))
    return quoted(rowLiteral(value, type, schema) ?? `{${value.map(arrayItem).join(",")}}`);
  if (isRowValue(value)) return quoted(rowLiteral(value, type, schema) ?? JSON.stringify(value));
  return quoted(String(value));
}

function arrayItem(value: unknown): string {
  return value === null ? "null" : quoted(String(value));
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** The columns of a table or the fields of a composite type, in order; none for anything else. */
function fieldsOf(type: string, schema: IntrospectResult): { name: string; type: string }[] {
  const parts = /^(?:"?([^".]+)"?\.)?"?([^".]+)"?$/.exec(type);
  const name = parts?.[2];
  const inSchema = parts?.[1] ?? schema.default_schema ?? "public";
  const composite = schema.custom_types.find(
    (candidate) => candidate.kind === "composite" && candidate.type === name && candidate.schema === inSchema,
  );
  if (composite?.fields) return composite.fields;
  return schema.columns
    .filter((column) => column.table === name && column.schema === inSchema)
    .sort((a, b) => a.ordinal_position - b.ordinal_position)
    .map((column) => ({ name: column.name, type: columnType(column) }));
}

function columnType(column: IntrospectResult["columns"][number]): string {
  const type = column.pg_type ?? column.type;
  return type.startsWith("_") ? `${type.slice(1)}[]` : type;
}

import type { IntrospectResult } from "./core-types.ts";

/**
 * Leaves only what the API exposes. Unmended, tables of other schemas answer to their bare names: an embed of
 * `public.users` reads the columns of `auth.users`.
 */
export function onlyExposed(result: IntrospectResult, schemas: readonly string[]): IntrospectResult {
  const isExposed = (item: { schema: string }) => schemas.includes(item.schema);
  return {
    ...result,
    tables: result.tables.filter(isExposed),
    columns: result.columns.filter(isExposed),
    indexes: result.indexes.filter(isExposed),
    foreign_keys: result.foreign_keys.filter((key) => isExposed(key) && pointsInto(key.fk_def, schemas)),
    primary_keys: result.primary_keys.filter(isExposed),
    views: result.views.filter(isExposed),
    check_constraints: result.check_constraints.filter(isExposed),
    unique_constraints: result.unique_constraints.filter(isExposed),
    comments: result.comments.filter(isExposed),
    functions: result.functions?.filter(isExposed),
  };
}

/** A definition names the schema of its target only when that schema is not on the search path. */
function pointsInto(definition: string, schemas: readonly string[]): boolean {
  const target = /REFERENCES (?:"([^"]+)"|([\w$]+))\./.exec(definition);
  const schema = target?.[1] ?? target?.[2];
  return schema === undefined || schemas.includes(schema);
}

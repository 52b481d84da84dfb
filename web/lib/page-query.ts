type Query = Record<string, string | string[] | undefined>;

/** What Next gives a page of its address. (Next's own `PageProps` exists only after a build.) */
export interface PageQuery {
  searchParams: Promise<Query>;
}

/** The same as the browser reads it; of a name that is given twice, the first counts. */
export function searchOf(query: Query): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, first]];
  });
  return new URLSearchParams(pairs);
}

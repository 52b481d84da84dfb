export interface Page {
  table: string;
  skip: number;
  take: number;
}

/**
 * Which rows of which tables come after the first `done` ones, all tables put one after the other, at most `atMost`.
 * Empty tables are named with a page of nothing when the export begins, so that a person sees that they are empty.
 */
export function nextPages(
  tables: readonly { name: string; rows: number }[],
  done: number,
  atMost: number,
): Page[] {
  const pages: Page[] =
    done === 0
      ? tables.filter(({ rows }) => rows === 0).map(({ name }) => ({ table: name, skip: 0, take: 0 }))
      : [];
  let before = 0;
  let room = atMost;
  for (const { name, rows } of tables) {
    const skip = Math.max(0, done - before);
    const take = Math.min(room, rows - skip);
    before += rows;
    if (take <= 0) continue;
    pages.push({ table: name, skip, take });
    room -= take;
    if (room === 0) break;
  }
  return pages;
}

/**
 * Columns as long as a log, lent to one search after the other: a process that mines many people would else hold what
 * ten searches are done with until its next collection. What is in a lent column is left over from the last search.
 */
const idle: Int32Array[] = [];
const MAX_IDLE = 8;

/** A column of at least this length. */
export function lendColumn(length: number): Int32Array {
  const fitting = idle.findIndex((column) => column.length >= length);
  const [column] = fitting < 0 ? [] : idle.splice(fitting, 1);
  return column ?? new Int32Array(length);
}

/** Columns that nobody reads any more. */
export function takeBack(...columns: readonly Int32Array[]): void {
  for (const column of columns) {
    idle.push(column);
    // The longest stay.
    idle.sort((left, right) => left.length - right.length);
    if (idle.length > MAX_IDLE) idle.shift();
  }
}

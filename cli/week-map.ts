const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const LEVELS = "·▁▂▃▄▅▆▇█";

/**
 * When in the week, as a line of 24 blocks a day, the busiest hour full; days without anything are left out.
 * `hours`: 168 counts, Monday 0:00 first.
 */
export function weekMap(hours: readonly number[]): string[] {
  const most = Math.max(0, ...hours);
  if (most === 0) return [];
  const lines = DAYS.flatMap((day, index) => {
    const own = hours.slice(24 * index, 24 * index + 24);
    if (own.every((count) => count === 0)) return [];
    return [`${day} ${own.map((count) => LEVELS[Math.ceil((8 * count) / most)]).join("")}`];
  });
  return [...lines, "    0     6     12    18"];
}

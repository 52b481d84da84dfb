const DAYS_OF_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a recurrence rule names a day of a month that there is in some year; true where it names none. Searching for one
 * that there is not takes up to a minute: `FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=31`.
 */
export function namesPossibleDay(rule: string): boolean {
  const days = numbersOf(rule, "BYMONTHDAY");
  if (days.length === 0) return true;
  const months = numbersOf(rule, "BYMONTH");
  const lengths =
    months.length === 0 ? DAYS_OF_MONTHS : months.map((month) => DAYS_OF_MONTHS[month - 1] ?? 0);
  return days.some((day) => Math.abs(day) <= Math.max(...lengths));
}

function numbersOf(rule: string, part: string): number[] {
  const value = new RegExp(`(?:^|[;:])${part}=([^;]*)`, "i").exec(rule)?.[1];
  return value === undefined ? [] : value.split(",").map(Number);
}

/** A local day as the calendar has it. `month` counts from year 0, `fromEnd` is 1 on the last day of a month. */
export interface CalendarDate {
  month: number;
  monthDay: number;
  fromEnd: number;
}

/** 0 is Sunday; day 0 of 1970 was a Thursday. */
export function weekdayOf(day: number): number {
  return remainder(day + 4, 7);
}

/** Weeks since 1970, starting on Mondays as in RFC 5545. */
export function weekOf(day: number): number {
  return Math.floor((day + 3) / 7);
}

/** Civil date of a day number, by the era arithmetic of H. Hinnant, "chrono-compatible low-level date algorithms". */
export function dateOf(day: number): CalendarDate {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const monthDay = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const monthOfYear = marchMonth < 10 ? marchMonth + 2 : marchMonth - 10;
  const year = era * 400 + yearOfEra + (monthOfYear <= 1 ? 1 : 0);
  return { month: year * 12 + monthOfYear, monthDay, fromEnd: lengthOf(year, monthOfYear) - monthDay + 1 };
}

/** A local day number as `YYYY-MM-DD`. */
export function dateText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** `value` modulo `by`, never negative. */
export function remainder(value: number, by: number): number {
  const rest = value % by;
  return rest < 0 ? rest + by : rest;
}

function lengthOf(year: number, monthOfYear: number): number {
  if (monthOfYear === 1) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return monthOfYear === 3 || monthOfYear === 5 || monthOfYear === 8 || monthOfYear === 10 ? 30 : 31;
}

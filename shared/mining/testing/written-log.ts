import type { EventOp } from "../../events/event.ts";
import { instantOfWallClock } from "../../events/time-zone.ts";
import type { MiningEvent } from "../mining-event.ts";

/**
 * A log as one reads it, a line an event in local time:
 *
 *     2026-09-07 09:04 downloaded Downloads/bank-2026-09-07.csv
 */
export function readWritten(text: string, timeZone = "Europe/Berlin"): MiningEvent[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line, index) => {
      const [date = "", time = "", op = "", ...path] = line.split(" ");
      return {
        id: `line-${String(index).padStart(5, "0")}`,
        occurredAt: instantOfWallClock(timeZone, Date.parse(`${date}T${time}Z`)),
        timeZone,
        op: op as EventOp,
        path: path.join(" "),
      };
    });
}

/** Lines for each date; `{date}` becomes the date. */
export function onDays(dates: readonly string[], lines: (day: number) => readonly string[]): string {
  return dates
    .flatMap((date, day) => lines(day).map((line) => `${date} ${line.replaceAll("{date}", date)}`))
    .join("\n");
}

/** `count` dates from a first one, `step` days apart. */
export function datesFrom(first: string, count: number, step = 1): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * step * 86_400_000).toISOString().slice(0, 10),
  );
}

/** What else the person does, the same each day: single files at other times, so that nothing of it belongs together. */
export function everydayWork(dates: readonly string[]): string {
  const words =
    "alpha bravo cedar delta ember fjord grove heath inlet jolly kayak lemon mango nylon ocean".split(" ");
  return onDays(dates, (day) =>
    Array.from({ length: 6 }, (_, index) => {
      const word = words[(day * 7 + index * 4 + ((day * index) % 5)) % words.length] ?? "alpha";
      const hour = 10 + index + ((day * 3 + index * 2) % 2);
      const minute = (day * 17 + index * 23) % 60;
      return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")} opened Notes/${word}-${index}.md`;
    }),
  );
}

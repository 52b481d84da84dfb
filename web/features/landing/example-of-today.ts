import "server-only";
import { type ExampleView, mineExample } from "./example.ts";

const DAY_MS = 86_400_000;

let kept: { now: number; view: ExampleView } | null = null;

/** What the page shows before the visitor's browser has mined the sample itself; found once a day and process. */
export function exampleOfToday(clockMs: number): { now: number; view: ExampleView } {
  const now = Math.floor(clockMs / DAY_MS) * DAY_MS;
  if (kept?.now !== now) kept = { now, view: mineExample({ now, hidden: [] }) };
  return kept;
}

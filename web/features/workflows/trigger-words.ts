import type { DraftTrigger } from "./draft.ts";

const WHEN: Record<string, string> = {
  manual: "By hand",
  webhook: "When another program calls",
  pattern: "When a pattern is found",
  absence: "When a habit is missed",
  failure: "When another workflow fails",
};

const DONE: Record<string, string> = {
  created: "is created",
  modified: "is changed",
  moved: "is moved",
  deleted: "is deleted",
  opened: "is opened",
  downloaded: "is downloaded",
  uploaded: "is uploaded",
  ran: "is run",
};

/** What starts a workflow, in a line: `When Invoices/*.pdf is created`. */
export function triggerWords(trigger: DraftTrigger): string {
  if (trigger.kind === "schedule") return scheduleWords(trigger);
  if (trigger.kind === "file") {
    const ops = Array.isArray(trigger.ops) ? trigger.ops.map((op) => DONE[String(op)] ?? String(op)) : [];
    const done = new Intl.ListFormat("en", { type: "disjunction" }).format(ops) || "changes";
    return `When ${String(trigger.pattern || "a file")} ${done}`;
  }
  return WHEN[trigger.kind] ?? trigger.kind;
}

const DAYS: Record<string, string> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};

function scheduleWords({ cron, rrule, timeZone }: DraftTrigger): string {
  const zone = timeZone ? `, ${String(timeZone)}` : "";
  if (typeof rrule === "string" && rrule !== "") return `${rruleWords(rrule)}${zone}`;
  if (typeof cron === "string" && cron !== "") return `${cronWords(cron)}${zone}`;
  return "On a schedule";
}

function rruleWords(rrule: string): string {
  const parts = new Map(
    rrule
      .replace(/^RRULE:/, "")
      .split(";")
      .map((part) => part.split("=") as [string, string]),
  );
  const days = (parts.get("BYDAY") ?? "").split(",").map((day) => DAYS[day]);
  const time = clock(parts.get("BYHOUR"), parts.get("BYMINUTE") ?? "0");
  const isPlain = [...parts.keys()].every((key) => ["FREQ", "BYDAY", "BYHOUR", "BYMINUTE"].includes(key));
  if (!isPlain || time === null) return `By the rule ${rrule}`;
  if (parts.get("FREQ") === "DAILY" && !parts.has("BYDAY")) return `Every day at ${time}`;
  if (days.some((day) => day === undefined)) return `By the rule ${rrule}`;
  return `Every ${new Intl.ListFormat("en").format(days as string[])} at ${time}`;
}

function cronWords(cron: string): string {
  const [minute, hour, day, month, weekday] = cron.trim().split(/\s+/);
  const every = /^\*\/(\d+)$/.exec(minute ?? "")?.[1];
  // Other steps begin anew with each hour.
  if (every && 60 % Number(every) === 0 && [hour, day, month, weekday].every((part) => part === "*"))
    return `Every ${every} minutes`;
  const time = clock(hour, minute);
  if (time === null || day !== "*" || month !== "*") return `By the cron line ${cron}`;
  if (weekday === "*") return `Every day at ${time}`;
  if (weekday === "1-5") return `Every weekday at ${time}`;
  const name = Object.values(DAYS)[(Number(weekday) + 6) % 7];
  return /^[0-7]$/.test(weekday ?? "") && name ? `Every ${name} at ${time}` : `By the cron line ${cron}`;
}

function clock(hour: string | undefined, minute: string | undefined): string | null {
  if (!/^\d{1,2}$/.test(hour ?? "") || !/^\d{1,2}$/.test(minute ?? "")) return null;
  return `${hour?.padStart(2, "0")}:${minute?.padStart(2, "0")}`;
}

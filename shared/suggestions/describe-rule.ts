/** A recurrence rule (RFC 5545) in the words of people. */
export interface RuleWords {
  /** What stands before a count: "On 9 of the last 11 Mondays", "In 5 of the last 6 months"; empty before "times". */
  preposition: "On" | "In" | "";
  /** What is counted: "Mondays", "weekdays", "months", "times". */
  noun: string;
  /** What the noun leaves open: "every second week", "on the last working day". Empty when nothing is. */
  detail: string;
  /** The rule by itself: "every Monday", "on the 5th of every month", "every 6 hours". */
  every: string;
  /** Local time of day, `08:56`; null for rules of hours. */
  time: string | null;
}

/** A rule in parts. Days of the week from 0 (Monday) to 6; an ordinal stands before a day, as in `-1FR`. */
export interface RuleParts {
  frequency: string;
  interval: number;
  days: { day: number; ordinal: number | null }[];
  monthDays: number[];
  months: number[];
  position: number | null;
  minute: number | null;
}

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTH_NAMES =
  "January February March April May June July August September October November December".split(" ");
const ORDINALS = ["first", "second", "third", "fourth", "fifth"];
const WORKING_DAYS = "0,1,2,3,4";
const WEEKEND = "5,6";

export function parseRule(rrule: string): RuleParts {
  const fields = new Map(
    rrule
      .replace(/^RRULE:/i, "")
      .toUpperCase()
      .split(";")
      .map((field) => [field.split("=")[0] ?? "", field.split("=")[1] ?? ""] as const),
  );
  const numbers = (name: string) =>
    (fields.get(name) ?? "")
      .split(",")
      .filter((text) => /^-?\d+$/.test(text))
      .map(Number);
  const hour = numbers("BYHOUR")[0];
  return {
    frequency: fields.get("FREQ") ?? "",
    interval: Math.max(1, numbers("INTERVAL")[0] ?? 1),
    days: (fields.get("BYDAY") ?? "").split(",").flatMap((text) => {
      const [, ordinal, name] = /^(-?\d+)?([A-Z]{2})$/.exec(text) ?? [];
      const day = DAYS.indexOf(name ?? "");
      return day < 0 ? [] : [{ day, ordinal: ordinal === undefined ? null : Number(ordinal) }];
    }),
    monthDays: numbers("BYMONTHDAY"),
    months: numbers("BYMONTH").filter((month) => month >= 1 && month <= 12),
    position: numbers("BYSETPOS")[0] ?? null,
    minute: hour === undefined ? null : hour * 60 + (numbers("BYMINUTE")[0] ?? 0),
  };
}

/** A rule in words; of a rule that is not known here, that it has times, and the time of day where it says one. */
export function describeRule(rrule: string): RuleWords {
  const rule = parseRule(rrule);
  const time = rule.minute === null || rule.frequency === "HOURLY" ? null : clock(rule.minute);
  return { ...wordsOf(rule), time };
}

type Words = Omit<RuleWords, "time">;

function wordsOf(rule: RuleParts): Words {
  switch (rule.frequency) {
    case "HOURLY":
      return hourly(rule);
    case "DAILY":
      return rule.days.length > 0 ? weekly(rule) : daily(rule);
    case "WEEKLY":
      return weekly(rule);
    case "MONTHLY":
      return monthly(rule);
    case "YEARLY":
      return yearly(rule);
    default:
      return { preposition: "", noun: "times due", detail: "", every: "at its own times" };
  }
}

function hourly({ interval }: RuleParts): Words {
  const every = interval === 1 ? "every hour" : `every ${interval} hours`;
  return { preposition: "On", noun: "days", detail: every, every };
}

function daily({ interval }: RuleParts): Words {
  if (interval === 1) return { preposition: "On", noun: "days", detail: "", every: "every day" };
  const every = `every ${ordinal(interval)} day`;
  return { preposition: "", noun: "times", detail: every, every };
}

function weekly({ days, interval }: RuleParts): Words {
  const detail = interval === 1 ? "" : `every ${ordinal(interval)} week`;
  const sorted = [...new Set(days.map(({ day }) => day))].sort((one, other) => one - other);
  if (sorted.length === 0) {
    return interval === 1
      ? { preposition: "In", noun: "weeks", detail, every: "every week" }
      : { preposition: "", noun: "times", detail, every: detail };
  }
  const name = setName(sorted) ?? joinAnd(sorted.map((day) => DAY_NAMES[day] ?? ""));
  const noun = setName(sorted) ? `${name}s` : joinAnd(sorted.map((day) => `${DAY_NAMES[day]}s`));
  if (interval === 1) return { preposition: "On", noun, detail, every: `every ${name}` };
  const every = sorted.length === 1 ? `every ${ordinal(interval)} ${name}` : `${name} of ${detail}`;
  return { preposition: "On", noun, detail, every };
}

function monthly(rule: RuleParts): Words {
  const day = dayOfMonth(rule);
  if (rule.interval === 12) return yearly({ ...rule, interval: 1 });
  if (rule.interval === 3) {
    return { preposition: "In", noun: "quarters", detail: day, every: withOf(day, "every third month") };
  }
  if (rule.interval === 1) {
    return { preposition: "In", noun: "months", detail: day, every: withOf(day, "every month") };
  }
  const months = `every ${ordinal(rule.interval)} month`;
  return {
    preposition: "",
    noun: "times",
    detail: day === "" ? months : `${day} of ${months}`,
    every: withOf(day, months),
  };
}

function yearly(rule: RuleParts): Words {
  const [month, ...more] = rule.months;
  const years = rule.interval === 1 ? "every year" : `every ${ordinal(rule.interval)} year`;
  const day = dayOfMonth(rule);
  if (more.length > 0 && rule.interval === 1) {
    const names = joinAnd(rule.months.map((number) => MONTH_NAMES[number - 1] ?? ""));
    const isQuarters = rule.months.length === 4;
    const detail = withOf(day, names);
    return {
      preposition: isQuarters ? "In" : "",
      noun: isQuarters ? "quarters" : "times",
      detail: day === "" ? `in ${names}` : detail,
      every: day === "" ? `every ${names}` : detail,
    };
  }
  const name = month === undefined ? "" : (MONTH_NAMES[month - 1] ?? "");
  const [monthDay] = rule.monthDays;
  const date =
    name !== "" && rule.monthDays.length === 1 && (monthDay ?? 0) > 0
      ? `on ${monthDay} ${name}`
      : name === ""
        ? day
        : day === ""
          ? `in ${name}`
          : `${day} of ${name}`;
  return {
    preposition: "In",
    noun: rule.interval === 1 ? "years" : `${ordinal(rule.interval)} years`,
    detail: date,
    every: date === "" ? years : `${years} ${date}`,
  };
}

/** "on the 5th", "on the last day", "on the first Monday", "on the last working day"; empty when the rule names none. */
function dayOfMonth({ days, monthDays, position }: RuleParts): string {
  if (monthDays.length > 0) {
    return `on the ${joinAnd(monthDays.map((day) => (day > 0 ? numeral(day) : `${fromEnd(day)} day`)))}`;
  }
  if (days.length === 0) return "";
  if (position !== null) {
    const sorted = days.map(({ day }) => day).sort((one, other) => one - other);
    const name =
      sorted.join() === WORKING_DAYS
        ? "working day"
        : (setName(sorted) ??
          joinAnd(
            sorted.map((day) => DAY_NAMES[day] ?? ""),
            "or",
          ));
    return `on the ${place(position)} ${name}`;
  }
  const named = days.map(
    ({ day, ordinal: nth }) => `${nth === null ? "" : `${place(nth)} `}${DAY_NAMES[day]}`,
  );
  return days.every(({ ordinal: nth }) => nth !== null)
    ? `on the ${joinAnd(named)}`
    : `on every ${joinAnd(named)}`;
}

function setName(sorted: readonly number[]): string | null {
  if (sorted.length === 7) return "day";
  if (sorted.join() === WORKING_DAYS) return "weekday";
  return sorted.join() === WEEKEND ? "weekend day" : null;
}

function withOf(day: string, months: string): string {
  return day === "" ? months : `${day} of ${months}`;
}

function place(position: number): string {
  return position < 0 ? fromEnd(position) : ordinal(position);
}

function fromEnd(position: number): string {
  return position === -1 ? "last" : `${ordinal(-position)} last`;
}

function ordinal(value: number): string {
  return ORDINALS[value - 1] ?? numeral(value);
}

function numeral(value: number): string {
  const teen = value % 100 >= 11 && value % 100 <= 13;
  const ending = teen ? "th" : (["th", "st", "nd", "rd"][value % 10] ?? "th");
  return `${value}${ending}`;
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function joinAnd(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

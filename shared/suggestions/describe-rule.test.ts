import { describe, expect, it } from "vitest";
import { describeRule, parseRule } from "./describe-rule.ts";

const AT = ";BYHOUR=8;BYMINUTE=56";

describe("describeRule", () => {
  it.each([
    ["FREQ=DAILY", "On", "days", "", "every day"],
    ["FREQ=DAILY;INTERVAL=3", "", "times", "every third day", "every third day"],
    ["FREQ=DAILY;INTERVAL=10", "", "times", "every 10th day", "every 10th day"],
    ["FREQ=WEEKLY;BYDAY=MO", "On", "Mondays", "", "every Monday"],
    ["RRULE:FREQ=WEEKLY;BYDAY=FR,MO", "On", "Mondays and Fridays", "", "every Monday and Friday"],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "On", "weekdays", "", "every weekday"],
    ["FREQ=WEEKLY;BYDAY=SA,SU", "On", "weekend days", "", "every weekend day"],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "On", "days", "", "every day"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "On", "Tuesdays", "every second week", "every second Tuesday"],
    [
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
      "On",
      "Mondays and Fridays",
      "every second week",
      "Monday and Friday of every second week",
    ],
    ["FREQ=WEEKLY", "In", "weeks", "", "every week"],
    ["FREQ=MONTHLY;BYMONTHDAY=5", "In", "months", "on the 5th", "on the 5th of every month"],
    ["FREQ=MONTHLY;BYMONTHDAY=22", "In", "months", "on the 22nd", "on the 22nd of every month"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", "In", "months", "on the last day", "on the last day of every month"],
    [
      "FREQ=MONTHLY;BYMONTHDAY=1,15",
      "In",
      "months",
      "on the 1st and 15th",
      "on the 1st and 15th of every month",
    ],
    ["FREQ=MONTHLY;BYDAY=1MO", "In", "months", "on the first Monday", "on the first Monday of every month"],
    ["FREQ=MONTHLY;BYDAY=-1FR", "In", "months", "on the last Friday", "on the last Friday of every month"],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "In",
      "months",
      "on the last working day",
      "on the last working day of every month",
    ],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
      "In",
      "months",
      "on the second last working day",
      "on the second last working day of every month",
    ],
    [
      "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5",
      "",
      "times",
      "on the 5th of every second month",
      "on the 5th of every second month",
    ],
    [
      "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1",
      "In",
      "quarters",
      "on the 1st",
      "on the 1st of every third month",
    ],
    [
      "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
      "In",
      "quarters",
      "on the last day of March, June, September and December",
      "on the last day of March, June, September and December",
    ],
    ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5", "In", "years", "on 5 March", "every year on 5 March"],
    ["FREQ=YEARLY", "In", "years", "", "every year"],
    ["FREQ=HOURLY;INTERVAL=6;BYMINUTE=15", "On", "days", "every 6 hours", "every 6 hours"],
    ["FREQ=HOURLY", "On", "days", "every hour", "every hour"],
    ["FREQ=SECONDLY", "", "times due", "", "at its own times"],
    ["", "", "times due", "", "at its own times"],
  ])("reads %s", (rrule, preposition, noun, detail, every) => {
    expect(describeRule(rrule)).toMatchObject({ preposition, noun, detail, every });
  });

  it("tells the time of day, but not of what happens every few hours", () => {
    expect(describeRule(`FREQ=WEEKLY;BYDAY=MO${AT}`).time).toBe("08:56");
    expect(describeRule(`FREQ=DAILY${AT}`).time).toBe("08:56");
    expect(describeRule("FREQ=HOURLY;INTERVAL=6;BYHOUR=0;BYMINUTE=15").time).toBeNull();
    expect(describeRule("FREQ=WEEKLY;BYDAY=MO").time).toBeNull();
  });
});

describe("parseRule", () => {
  it("counts days from Monday and keeps their ordinals", () => {
    expect(parseRule("FREQ=MONTHLY;BYDAY=MO,-1SU")).toMatchObject({
      days: [
        { day: 0, ordinal: null },
        { day: 6, ordinal: -1 },
      ],
    });
  });

  it("leaves out what is not a number or a day", () => {
    expect(parseRule("FREQ=WEEKLY;INTERVAL=x;BYDAY=XX,TU;BYHOUR=;BYMONTH=13")).toMatchObject({
      interval: 1,
      days: [{ day: 1, ordinal: null }],
      months: [],
      minute: null,
    });
  });
});

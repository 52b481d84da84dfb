import {
  type CatalogueEntry,
  firstStep,
  hasOp,
  mentions,
  notifyStep,
  onRhythm,
  step,
  stepWith,
} from "./catalogue-entry.ts";
import { describeRule } from "./describe-rule.ts";
import { fileName, folderName } from "./explain.ts";

const RHYTHM = ["rhythm"] as const;

/** When it is due: "every Monday at 08:56". */
function due(pattern: Parameters<CatalogueEntry["title"]>[0]): string {
  const { every, time } = describeRule(pattern.rhythm?.rrule ?? "");
  return time === null ? every : `${every} at ${time}`;
}

/** What happens at a time. */
export const RHYTHM_ENTRIES: readonly CatalogueEntry[] = [
  {
    id: "backup-watch",
    kinds: RHYTHM,
    fits: (pattern) =>
      mentions(pattern, "backup|sicherung|dump|snapshot|db-") &&
      hasOp(pattern, "created", "uploaded", "modified")
        ? 9
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could be made and checked by itself`,
    offer: (pattern) =>
      `You would hear of it only if none is in ${folderName(firstStep(pattern).template) || "its folder"} in time.`,
    draft: (pattern) => ({
      name: "Backup, watched",
      trigger: onRhythm(pattern),
      steps: [
        step("wait-for-file", `Wait for ${fileName(firstStep(pattern).template)}`, {
          file: firstStep(pattern).template,
          minutes: "60",
        }),
        notifyStep("Say so if it is missing", `No ${fileName(firstStep(pattern).template)} arrived`),
      ],
    }),
  },
  {
    id: "timesheet-prepared",
    kinds: RHYTHM,
    fits: (pattern) => (mentions(pattern, "timesheet|hours|stunden|zeiten|journal|diary|logbook") ? 8 : 0),
    title: (pattern) => `${fileName(firstStep(pattern).template)} could be filled in from your own files`,
    offer: () => "A draft of the day, from what you worked on, would wait for your word.",
    draft: (pattern) => ({
      name: "Timesheet, prepared",
      trigger: onRhythm(pattern),
      steps: [
        step("transform", "List the files of the day with their times", { to: firstStep(pattern).template }),
        step("approval", "Read and approve the entry", { file: firstStep(pattern).template }),
      ],
    }),
  },
  {
    id: "meeting-notes-ready",
    kinds: RHYTHM,
    fits: (pattern) =>
      mentions(pattern, "minutes|meeting|agenda|standup|protokoll|notes|jour-fixe") &&
      hasOp(pattern, "created", "modified")
        ? 7
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could lie ready before the meeting`,
    offer: (pattern) => `It would be made from the last one before it is due, ${due(pattern)}.`,
    draft: (pattern) => ({
      name: "Meeting notes, ready",
      trigger: onRhythm(pattern),
      steps: [
        step("store-file", `Make ${fileName(firstStep(pattern).template)} from the last one`, {
          to: firstStep(pattern).template,
        }),
      ],
    }),
  },
  {
    id: "report-on-time",
    kinds: RHYTHM,
    fits: (pattern) =>
      mentions(pattern, "report|bericht|status|dashboard|kpi|metrics") &&
      hasOp(pattern, "modified", "created", "uploaded")
        ? 7
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could be there on time by itself`,
    offer: (pattern) => `It would be made ${due(pattern)}.`,
    draft: (pattern) => ({
      name: "Report, on time",
      trigger: onRhythm(pattern),
      steps: [
        step("transform", `Bring ${fileName(firstStep(pattern).template)} up to date`, {
          file: firstStep(pattern).template,
        }),
        notifyStep("Say that it is ready", `${fileName(firstStep(pattern).template)} is ready`),
      ],
    }),
  },
  {
    id: "export-fetched",
    kinds: RHYTHM,
    fits: (pattern) =>
      firstStep(pattern).op === "downloaded" ||
      (hasOp(pattern, "created") && stepWith(pattern, "csv|xlsx|json"))
        ? 6
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could be fetched for you`,
    offer: (pattern) =>
      `It would be in ${folderName(firstStep(pattern).template) || "its folder"} ${due(pattern)}.`,
    draft: (pattern) => ({
      name: "Export, fetched",
      trigger: onRhythm(pattern),
      steps: [
        step("connector", `Fetch ${fileName(firstStep(pattern).template)}`, {
          action: "download",
          to: firstStep(pattern).template,
        }),
        notifyStep("Say so if it fails", `${fileName(firstStep(pattern).template)} could not be fetched`),
      ],
    }),
  },
  {
    id: "clean-up-on-time",
    kinds: RHYTHM,
    fits: (pattern) => (firstStep(pattern).op === "deleted" ? 8 : 0),
    title: (pattern) => `${fileName(firstStep(pattern).template)} could be cleared away by itself`,
    offer: () => "You would be shown what goes, and asked once.",
    draft: (pattern) => ({
      name: "Clean up",
      trigger: onRhythm(pattern),
      steps: [
        step("approval", `Look at what goes from ${folderName(firstStep(pattern).template)}`, {
          file: firstStep(pattern).template,
        }),
        step("store-file", "Move it to the trash", { from: firstStep(pattern).template, to: "trash" }),
      ],
    }),
  },
  {
    id: "open-on-time",
    kinds: RHYTHM,
    fits: (pattern) => (firstStep(pattern).op === "opened" ? 4 : 0),
    title: (pattern) => `${fileName(firstStep(pattern).template)} could be open when you come`,
    offer: (pattern) => `It would open ${due(pattern)}.`,
    draft: (pattern) => ({
      name: "Open on time",
      trigger: onRhythm(pattern),
      steps: [
        step("open", `Open ${fileName(firstStep(pattern).template)}`, { file: firstStep(pattern).template }),
      ],
    }),
  },
  {
    id: "missing-file-reminder",
    kinds: RHYTHM,
    fits: () => 2,
    title: (pattern) => `You could hear when ${fileName(firstStep(pattern).template)} is late`,
    offer: (pattern) =>
      `If nothing has happened an hour after it is due (${due(pattern)}), you would be told.`,
    draft: (pattern) => ({
      name: "Late file reminder",
      trigger: onRhythm(pattern),
      steps: [
        step("wait-for-file", `Wait for ${fileName(firstStep(pattern).template)}`, {
          file: firstStep(pattern).template,
          minutes: "60",
        }),
        notifyStep("Say so if it is missing", `${fileName(firstStep(pattern).template)} is late`),
      ],
    }),
  },
];

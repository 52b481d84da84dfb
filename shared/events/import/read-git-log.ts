import type { EventOp } from "../event.ts";
import { statedOffsetMinutes } from "../instant.ts";
import { checkRecord } from "./check-record.ts";
import { brokenLine, type LogReader, type LogReaderOptions, type ReadResult } from "./import-record.ts";
import { createLineSplitter } from "./read-lines.ts";

/** What to run in a repository to get a log this reader takes. */
export const GIT_LOG_COMMAND = "git -c core.quotePath=false log --name-status --date=iso-strict";

const OP_OF_STATUS: Record<string, EventOp> = {
  A: "created",
  C: "created",
  M: "modified",
  T: "modified",
  D: "deleted",
  R: "moved",
};

/**
 * Reads the output of `GIT_LOG_COMMAND`. Each changed file of a commit is one event at the commit's time, tool `git`;
 * the author is the actor. Messages and merge lines are passed over; quoted names are read as git writes them.
 */
export function createGitLogReader(options: LogReaderOptions): LogReader {
  const lines = createLineSplitter();
  let number = 0;
  let author: string | null = null;
  let date: string | null = null;

  const readLine = (text: string, result: ReadResult) => {
    if (
      text === "" ||
      text.startsWith("    ") ||
      /^(Merge|Commit|CommitDate|AuthorDate|Notes|gpg)\b/.test(text)
    )
      return;
    if (/^commit [0-9a-f]{7,64}\b/.test(text)) {
      author = null;
      date = null;
    } else if (text.startsWith("Author:")) {
      author = text.slice("Author:".length).trim();
    } else if (text.startsWith("Date:")) {
      date = text.slice("Date:".length).trim();
      if (statedOffsetMinutes(date) === null) {
        result.broken.push(brokenLine(number, `the date is not ISO; run \`${GIT_LOG_COMMAND}\``, text));
        date = null;
      }
    } else {
      readChange(text, result);
    }
  };
  const readChange = (text: string, result: ReadResult) => {
    const [status = "", first, second] = text.split("\t");
    const op = /^[ACDMRT]\d{0,3}$/.test(status) ? OP_OF_STATUS[status.charAt(0)] : undefined;
    if (op === undefined || first === undefined) {
      result.broken.push(brokenLine(number, `is no line of \`${GIT_LOG_COMMAND}\``, text));
    } else if (date === null) {
      result.broken.push(brokenLine(number, "a changed file before any date of a commit", text));
    } else {
      const isTwofold = second !== undefined;
      const checked = checkRecord(
        {
          occurredAt: date,
          tz: options.timeZone,
          op,
          path: unquote(isTwofold ? second : first),
          fromPath: op === "moved" && isTwofold ? unquote(first) : undefined,
          tool: "git",
        },
        options,
      );
      if (checked.ok) result.records.push({ line: number, actor: author, record: checked.record });
      else result.broken.push(brokenLine(number, checked.reason, text));
    }
  };
  const read = (texts: string[]): ReadResult => {
    const result: ReadResult = { records: [], broken: [] };
    for (const text of texts) {
      number++;
      readLine(text, result);
    }
    return result;
  };
  return { push: (text) => read(lines.push(text)), end: () => read(lines.end()) };
}

const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", a: "\u0007", f: "\f", v: "\v" };

/** Undoes git's C quoting: `"caf\303\251.txt"` is café.txt, its octal escapes being bytes of UTF-8. */
function unquote(name: string): string {
  if (!name.startsWith('"') || !name.endsWith('"') || name.length < 2) return name;
  return name.slice(1, -1).replace(/(?:\\[0-7]{3})+|\\(.)/g, (run: string, letter: string | undefined) => {
    if (letter !== undefined) return ESCAPES[letter] ?? letter;
    const escaped = run.replace(
      /\\([0-7]{3})/g,
      (_, octal: string) => `%${Number.parseInt(octal, 8).toString(16).padStart(2, "0")}`,
    );
    try {
      return decodeURIComponent(escaped);
    } catch {
      return run; // Not UTF-8: the name stays as git wrote it.
    }
  });
}

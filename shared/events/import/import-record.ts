import type { EventOp, FileEvent } from "../event.ts";

/** An event read from a log: all of the wire form but the id, which the log seldom has. */
export type ImportRecord = Omit<FileEvent, "id"> & { id?: string };

export interface NumberedRecord {
  /** 1-based line of the log that it came from. */
  line: number;
  /** Who did it, as the log names them; null when the log has one person only. */
  actor: string | null;
  record: ImportRecord;
}

/** A line that is not an event, with the reason in plain words. */
export interface BrokenLine {
  line: number;
  reason: string;
  /** The first 120 characters of the line. */
  text: string;
}

export interface ReadResult {
  records: NumberedRecord[];
  broken: BrokenLine[];
}

export interface LogReaderOptions {
  /** The zone of times without an offset, and of the person. */
  timeZone: string;
  /**
   * `relative` (default) makes paths fit the wire form: `/home/ada/a.txt` → `home/ada/a.txt`, `C:\a` → `C/a`.
   * `as-written` keeps them, for looking at a log without sending it.
   */
  paths?: "relative" | "as-written";
}

/** Takes a log in pieces of any size; each call gives what has become whole. */
export interface LogReader {
  push(text: string): ReadResult;
  end(): ReadResult;
}

const OP_WORDS: Record<EventOp, readonly string[]> = {
  created: ["created", "create", "add", "added", "new", "a"],
  modified: [
    "modified",
    "modify",
    "edit",
    "edited",
    "write",
    "save",
    "saved",
    "change",
    "changed",
    "update",
    "updated",
    "m",
  ],
  moved: ["moved", "move", "rename", "renamed", "r"],
  deleted: ["deleted", "delete", "remove", "removed", "unlink", "d"],
  opened: ["opened", "open", "read", "view", "viewed"],
  downloaded: ["downloaded", "download"],
  uploaded: ["uploaded", "upload"],
  ran: ["ran", "run", "exec", "execute", "executed"],
};

const opOfWord = new Map<string, EventOp>();
for (const [op, words] of Object.entries(OP_WORDS)) {
  for (const word of words) opOfWord.set(word, op as EventOp); // Object.entries forgets the key's type.
}

/** Floyo's word for what a log calls it (`edit`, `RENAME`, `open`), or null. */
export function opOf(word: string): EventOp | null {
  return opOfWord.get(word.trim().toLowerCase()) ?? null;
}

/** A path as logs write it, made relative and POSIX. */
export function relativePath(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(/^([A-Za-z]):/, "$1")
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".")
    .join("/");
}

export function brokenLine(line: number, reason: string, text: string): BrokenLine {
  return { line, reason, text: text.slice(0, 120) };
}

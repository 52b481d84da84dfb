import { pathProblem } from "../path.ts";

/** Why a file never leaves the device, in the order in which it is asked. */
export type DropReason = "left out" | "hidden" | "program's own" | "temporary" | "unsendable";

const PROGRAM_FOLDERS = new Set([
  "node_modules",
  "bower_components",
  "__pycache__",
  "__MACOSX",
  "venv",
  "Caches",
  "DerivedData",
  "$RECYCLE.BIN",
  "System Volume Information",
  "lost+found",
]);

const PROGRAM_NAME = /^(?:Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r|.*\.(?:pyc|pyo|pid))$/i;

/**
 * Names under which programs write before the real name is there, and which they leave beside open files:
 * Office (`~$plan.docx`, `~WRD0001.tmp`), LibreOffice (`.~lock.…#`), vim (`4913`, `.swp`, `plan.md~`), Emacs (`#…#`),
 * `sed -i` (`sedXXXXXX`), browsers (`.crdownload`, `.crswap`, `.part`), rsync and others (`.tmp`).
 */
const TEMPORARY_NAME =
  /^(?:~\$.*|~.*\.tmp|#.*#|4913|sed[A-Za-z0-9]{6}|.*~|.*\.(?:tmp|temp|part|partial|crdownload|crswap|download|opdownload|swp|swo|swx|lock|lck|sb-[0-9a-f]{8}-\w+)|.*\.tmp\.[\w.-]+)$/i;

/**
 * Why a path is dropped on the device, or null when it is a person's file. A dropped folder drops all that is in it.
 * `leftOut`: folders that the person left out, as paths.
 */
export function dropReason(path: string, leftOut: ReadonlySet<string> = new Set()): DropReason | null {
  const segments = path.split("/");
  if (leftOut.size > 0 && segments.some((_, index) => leftOut.has(segments.slice(0, index + 1).join("/"))))
    return "left out";
  if (segments.some((segment) => segment.startsWith("."))) return "hidden";
  if (segments.some((segment) => PROGRAM_FOLDERS.has(segment))) return "program's own";
  const name = segments.at(-1) ?? "";
  if (PROGRAM_NAME.test(name)) return "program's own";
  if (TEMPORARY_NAME.test(name)) return "temporary";
  // The wire form has no room for it: ingest would refuse each of its events.
  return pathProblem(path) === null ? null : "unsendable";
}

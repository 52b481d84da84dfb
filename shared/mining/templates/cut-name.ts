import { type CutText, cutText } from "./cut-text.ts";
import { letterOf } from "./letters.ts";
import { isMark } from "./marks.ts";

/**
 * A path and the parts of it that may vary from time to time. `skeleton` has its braces doubled, as a template has, and
 * each varying part replaced by one character that names its kind, see `marks.ts`; `values` holds the parts in order.
 */
export type CutName = CutText;

/** Folders that are remembered; more of them at once would only be memory. */
const MAX_FOLDERS = 20_000;
const MAX_EXTENSION = 8;

/**
 * Cuts paths: dates in many spellings, times, counters, versions, hashes, copies, month names. The extension never
 * varies, and no part runs over the border of folder and name.
 *
 *     Reports/2026/orders-2026-11-08 (2).csv → Reports/␄/orders-␁ ␇.csv with 2026, 2026-11-08, (2)
 *
 * Linear in the length of the path. Folders are remembered: many files share few of them.
 */
export function createNameCutter(): (path: string) => CutName {
  const folders = new Map<string, CutText>();
  // Neighbours in a log are often of one folder.
  let text = "";
  let folder: CutText = { skeleton: "", values: [] };

  function open(path: string, slash: number): void {
    text = path.slice(0, slash);
    const known = folders.get(text);
    folder = known ?? cutText(text, slash);
    if (known) return;
    if (folders.size >= MAX_FOLDERS) folders.clear();
    folders.set(text, folder);
  }

  return (path) => {
    const slash = path.lastIndexOf("/") + 1;
    if (slash === 0) return cutText(path, stemEnd(path, 0));
    if (slash !== text.length || !path.startsWith(text)) open(path, slash);
    const rest = path.slice(slash);
    const name = cutText(rest, stemEnd(rest, 0));
    const isPlain = folder.skeleton === text && name.skeleton === rest;
    return {
      // The path itself rather than an equal text: a dictionary has its hash already.
      skeleton: isPlain ? path : folder.skeleton + name.skeleton,
      values: folder.values.length === 0 ? name.values : folder.values.concat(name.values),
    };
  };
}

/** Where the extension starts of the name that starts at `from`: a dot and 1–8 letters or digits, one a letter. */
export function stemEnd(path: string, from: number): number {
  let hasLetter = false;
  for (let at = path.length - 1; at > from && at >= path.length - MAX_EXTENSION - 1; at--) {
    const code = path.charCodeAt(at);
    if (code === 46) return hasLetter ? at : path.length;
    const isDigit = code >= 48 && code <= 57;
    if (!isDigit && (code >= 128 || letterOf(code) === 0)) return path.length;
    if (!isDigit) hasLetter = true;
  }
  return path.length;
}

/** The path that was cut into this skeleton and these values. */
export function fillSkeleton(skeleton: string, values: readonly string[]): string {
  let path = "";
  let from = 0;
  let next = 0;
  for (let at = 0; at < skeleton.length; at++) {
    const code = skeleton.charCodeAt(at);
    if (isMark(code)) {
      path += skeleton.slice(from, at) + (values[next++] ?? "");
      from = at + 1;
    } else if (code === 123 || code === 125) {
      at++;
      path += skeleton.slice(from, at);
      from = at + 1;
    }
  }
  return path + skeleton.slice(from);
}

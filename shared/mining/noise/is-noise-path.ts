import { BUILD_FOLDERS, NOISE_EXTENSIONS, NOISE_FOLDERS, NOISE_NAMES } from "./noise-names.ts";

const DOT = 46;
const HASH = 35;
const DOLLAR = 36;
const TILDE = 126;
const MAX_FOLDERS = 20_000;
const LONGEST_EXTENSION = 15;
const LONGEST_NAME = 20;

/** Whether a path is a machine's by its name alone; what bursts show is found apart. */
export function isNoisePath(path: string): boolean {
  const slash = path.lastIndexOf("/") + 1;
  return isNoiseName(path, slash) || (slash > 0 && isNoiseFolder(path.slice(0, slash)));
}

/** `isNoisePath` that remembers folders: many files share few of them. */
export function createNoiseFilter(): (path: string) => boolean {
  const folders = new Map<string, boolean>();
  // Neighbours in a log are often of one folder.
  let last = "";
  let isLastNoise = false;
  return (path) => {
    const slash = path.lastIndexOf("/") + 1;
    if (slash === 0) return isNoiseName(path, 0);
    if (slash === last.length && path.startsWith(last)) return isLastNoise || isNoiseName(path, slash);
    const folder = path.slice(0, slash);
    let isNoise = folders.get(folder);
    if (isNoise === undefined) {
      if (folders.size >= MAX_FOLDERS) folders.clear();
      isNoise = isNoiseFolder(folder);
      folders.set(folder, isNoise);
    }
    last = folder;
    isLastNoise = isNoise;
    return isNoise || isNoiseName(path, slash);
  };
}

/** `folder` ends with a slash. */
function isNoiseFolder(folder: string): boolean {
  const segments = folder.toLowerCase().split("/");
  const first = segments[0] === "" ? 1 : 0;
  if (segments[first] === "tmp" || (segments[first] === "var" && segments[first + 1] === "tmp")) return true;
  return segments.some(
    (segment, at) =>
      NOISE_FOLDERS.has(segment) ||
      isLibrary(segment) ||
      (at > 0 && BUILD_FOLDERS.has(`${segments[at - 1]}/${segment}`)),
  );
}

const isLibrary = (segment: string) => segment.endsWith(".egg-info") || segment.startsWith(".trash-");

/** Looks at the name from `slash` on by its first and last characters; most names end the question there. */
function isNoiseName(path: string, slash: number): boolean {
  const end = path.length;
  const first = path.charCodeAt(slash);
  const last = path.charCodeAt(end - 1);
  if (last === TILDE && end > slash) return true;
  if (first === TILDE) {
    const second = path.charCodeAt(slash + 1);
    // Office's lock `~$report.docx`; a hidden word of a tokenised path has no dollar.
    if (second === DOLLAR) return true;
  } else if (first === HASH) {
    if (last === HASH && end - slash > 2) return true;
  } else if (first === DOT && isDotNoise(path, slash)) return true;
  const dot = dotBefore(path, slash);
  if (dot >= 0 && EXTENSION_STARTS[startOf(path, dot)] === 1 && NOISE_EXTENSIONS.has(lower(path, dot + 1)))
    return true;
  if (end - slash > LONGEST_NAME || end === slash) return false;
  return mayBeNoiseName(first) && NOISE_NAMES.has(path.slice(slash).toLowerCase());
}

/** `.~lock.report.odt#`, `._report`, `.#report`, `.goutputstream-X`, `.syncthing.report.tmp`, `.fuse_hidden0001`, `.nfs0001`. */
function isDotNoise(path: string, slash: number): boolean {
  const second = path.charCodeAt(slash + 1);
  if (second === 95 || second === HASH || second === TILDE) return true;
  return (
    path.startsWith("goutputstream-", slash + 1) ||
    path.startsWith("syncthing.", slash + 1) ||
    path.startsWith("sync-conflict", slash + 1) ||
    path.startsWith("fuse_hidden", slash + 1) ||
    path.startsWith("nfs0", slash + 1) ||
    path.startsWith("com.google.Chrome.", slash + 1)
  );
}

/** The last dot of the name, if a known extension can follow it; else -1. */
function dotBefore(path: string, slash: number): number {
  const first = Math.max(slash, path.length - 1 - LONGEST_EXTENSION);
  for (let at = path.length - 3; at >= first; at--) if (path.charCodeAt(at) === DOT) return at;
  return -1;
}

/** A number for the two characters behind a dot, whatever their case: most extensions are told apart by them. */
function startOf(path: string, dot: number): number {
  return (((path.charCodeAt(dot + 1) | 32) & 127) << 7) | ((path.charCodeAt(dot + 2) | 32) & 127);
}

const EXTENSION_STARTS = new Uint8Array(1 << 14);
for (const extension of NOISE_EXTENSIONS) EXTENSION_STARTS[startOf(`.${extension}`, 0)] = 1;

/** First letters of `NOISE_NAMES`, in either case. */
function mayBeNoiseName(first: number): boolean {
  return FIRST_CODES[first] === 1;
}

const FIRST_CODES = new Uint8Array(128);
for (const name of NOISE_NAMES)
  for (const spelled of [name, name.toUpperCase()]) FIRST_CODES[spelled.charCodeAt(0)] = 1;

/** The rest of a text in lower case; nearly always it is already, and then nothing is copied twice. */
function lower(text: string, from: number): string {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) return text.slice(from).toLowerCase();
  }
  return text.slice(from);
}

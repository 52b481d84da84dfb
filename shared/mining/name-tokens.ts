export type VariableKind = "date" | "time" | "number" | "version" | "hash" | "copy" | "month";

export interface NameToken {
  kind: VariableKind;
  value: string;
}

export interface CutName {
  /** The text with each token replaced by `MARK`. */
  skeleton: string;
  tokens: NameToken[];
}

const MONTH =
  "jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?";
const YEAR = "(?:19|20)\\d{2}";
const MM = "(?:0[1-9]|1[0-2])";
const DD = "(?:0[1-9]|[12]\\d|3[01])";
const SEP = "[-_. ]";

const DATES = [
  `${YEAR}(?<s1>[-_./ ])${MM}\\k<s1>${DD}`, // 2026-11-08, 2026_11_08, 2026/11/08
  `${YEAR}${MM}${DD}`, // 20261108
  `${DD}(?<s2>[-_. ])${MM}\\k<s2>${YEAR}`, // 08.11.2026
  `(?:${MONTH})${SEP}*\\d{1,2},?${SEP}*${YEAR}`, // Nov 8 2026
  `\\d{1,2}${SEP}*(?:${MONTH})${SEP}*${YEAR}`, // 8 Nov 2026
  `${YEAR}${SEP}?(?:kw|w|cw)${SEP}?\\d{2}`, // 2026-W45, 2026KW45
  `(?:kw|cw|week)${SEP}?\\d{1,2}${SEP}${YEAR}`, // KW45-2026
  `${YEAR}${SEP}?q[1-4]`, // 2026-Q4
  `q[1-4]${SEP}?${YEAR}`, // Q4 2026
  `(?:${MONTH})${SEP}*${YEAR}`, // November 2026
  `${YEAR}${SEP}*(?:${MONTH})`, // 2026-November
  `${YEAR}[-_./]${MM}`, // 2026-11, 2026/11
  `${MM}[-_.]${YEAR}`, // 11-2026
].join("|");

const LETTER = "[a-z\\u00C0-\\u024F]";
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

const REST = [
  `(?<hash>(?<![0-9a-z])(?:${UUID}|(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,64})(?![0-9a-z]))`,
  "(?<time>(?<!\\d)(?:[01]?\\d|2[0-3])(?<s3>[-_.:h])[0-5]\\d\\k<s3>[0-5]\\d(?!\\d))",
  "(?<copy>\\(\\d{1,3}\\))",
  `(?<version>(?<!${LETTER})v\\d+(?:\\.\\d+){0,3}(?!\\d)|(?<![\\d.])\\d+\\.\\d+\\.\\d+(?![\\d.]))`,
  "(?<number>\\d+)",
].join("|");
const DATE = `(?<date>(?<!\\d)(?<!${LETTER}(?=${LETTER}))(?:${DATES})(?!\\d)(?!(?<=[a-zä])${LETTER}))`;

// Matched against the lower-cased path: `iu` flags make the same search four times slower.
const WITH_DATES = new RegExp(`${DATE}|(?<month>(?<!${LETTER})(?:${MONTH})(?!${LETTER}))|${REST}`, "g");
const WITHOUT_DATES = new RegExp(REST, "g");

const KINDS = ["hash", "date", "time", "copy", "version", "month", "number"] as const;
const HAS_DIGIT = /\d/;
const MAY_HAVE_DATE = new RegExp(`(?:19|20)\\d\\d|${MONTH}`);

/** Marks a variable in a skeleton; a control character, which no path holds. */
export const MARK = "\u0001";

/**
 * Cuts the parts of a path that may vary from time to time: dates in many spellings, times, versions, copies `(2)`,
 * hashes, month names, numbers. The extension never varies.
 *
 *     Reports/2026/orders-2026-11-08 (2).csv → skeleton Reports/␁/orders-␁ ␁.csv, tokens 2026, 2026-11-08, (2)
 *
 * Folder and name are cut apart, so a date that runs over a slash ends at it.
 */
export function cutName(path: string): CutName {
  const slash = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  const isExtension = dot > slash && EXTENSION.test(path.slice(dot));
  const name = cutText(path.slice(slash, isExtension ? dot : path.length));
  const extension = isExtension ? path.slice(dot) : "";
  if (slash === 0) return { skeleton: name.skeleton + extension, tokens: name.tokens };
  const folder = cutText(path.slice(0, slash));
  return {
    skeleton: folder.skeleton + name.skeleton + extension,
    tokens: folder.tokens.length === 0 ? name.tokens : folder.tokens.concat(name.tokens),
  };
}

/** `cutName` that remembers folders: many files share few of them, and cutting is most of a miner's first second. */
export function createNameCutter(): (path: string) => CutName {
  const folders = new Map<string, CutName>();
  return (path) => {
    const slash = path.lastIndexOf("/") + 1;
    if (slash === 0) return cutName(path);
    const name = cutName(path.slice(slash));
    const text = path.slice(0, slash);
    let folder = folders.get(text);
    if (!folder) {
      folder = cutText(text);
      folders.set(text, folder);
    }
    return {
      skeleton: folder.skeleton + name.skeleton,
      tokens: folder.tokens.length === 0 ? name.tokens : folder.tokens.concat(name.tokens),
    };
  };
}

const EXTENSION = /^\.(?=.*[A-Za-z])[A-Za-z0-9]{1,8}$/;

function cutText(text: string): CutName {
  const lower = text.toLowerCase();
  const mayHaveDate = MAY_HAVE_DATE.test(lower);
  // A few letters change their length in lower case (İ); such a text is taken as it stands.
  if ((!mayHaveDate && !HAS_DIGIT.test(lower)) || lower.length !== text.length)
    return { skeleton: text, tokens: [] };
  const tokens: NameToken[] = [];
  let skeleton = "";
  let from = 0;
  for (const match of lower.matchAll(mayHaveDate ? WITH_DATES : WITHOUT_DATES)) {
    const to = match.index + match[0].length;
    const kind = KINDS.find((name) => match.groups?.[name] !== undefined) ?? "number";
    tokens.push({ kind, value: text.slice(match.index, to) });
    skeleton += text.slice(from, match.index) + MARK;
    from = to;
  }
  return { skeleton: skeleton + text.slice(from), tokens };
}

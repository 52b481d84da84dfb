export interface Statement {
  /** As written, without the closing semicolon; leading comments belong to it. */
  text: string;
  /** Line of its first word in the file, from 1. */
  line: number;
  /** Line of `text`'s first character in the file, from 1. */
  firstLine: number;
  /** Lower-case, without comments, white space folded: for recognising what kind of statement it is. */
  head: string;
}

const HEAD_LENGTH = 400;

/**
 * Splits a SQL file at the semicolons that end statements: not those in strings, quoted names, dollar quotes,
 * comments, parentheses or `begin atomic … end` bodies. Pieces without a word are left out.
 */
export function splitSql(sql: string): Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  let head = "";
  let firstWord = -1;
  let depth = 0;
  let atomicDepth = 0;
  let index = 0;

  while (index < sql.length) {
    const token = tokenAt(sql, index);
    if (token.kind === "end" && depth === 0 && atomicDepth === 0) {
      push(index);
      index = token.end;
      start = index;
      continue;
    }
    if (token.kind === "space") {
      if (head !== "" && !head.endsWith(" ")) head += " ";
    } else {
      if (firstWord < 0) firstWord = index;
      const text = sql.slice(index, token.end).toLowerCase();
      depth = Math.max(0, depth + (text === "(" ? 1 : text === ")" ? -1 : 0));
      if (token.kind === "word") atomicDepth = nextAtomicDepth(atomicDepth, head, text);
      if (head.length < HEAD_LENGTH || atomicDepth > 0) head += text;
    }
    index = token.end;
  }
  push(sql.length);
  return statements;

  function push(end: number) {
    if (firstWord >= 0) {
      const lead = sql.slice(start, end).search(/\S/);
      const from = start + Math.max(0, lead);
      statements.push({
        text: sql.slice(from, end).trimEnd(),
        line: lineAt(sql, firstWord),
        firstLine: lineAt(sql, from),
        head: head.trim(),
      });
    }
    head = "";
    firstWord = -1;
    depth = 0;
    atomicDepth = 0;
  }
}

/** `begin atomic` opens a body, `case` opens an expression in it, `end` closes the innermost. */
function nextAtomicDepth(depth: number, head: string, word: string): number {
  if (word === "atomic" && /(^| )begin $/.test(head)) return 1;
  if (depth === 0) return 0;
  if (word === "case") return depth + 1;
  return word === "end" ? depth - 1 : depth;
}

interface Token {
  kind: "space" | "word" | "other" | "end";
  end: number;
}

const PATTERNS: [Token["kind"], RegExp][] = [
  ["space", /\s+|--[^\n]*/y],
  ["end", /;/y],
  ["other", /[eE]'(?:[^'\\]|\\[\s\S]|'')*'?/y],
  ["other", /'(?:[^']|'')*'?/y],
  ["other", /"(?:[^"]|"")*"?/y],
  ["word", /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ["other", /\d[\p{L}\p{N}_$.]*/uy],
];

function tokenAt(sql: string, index: number): Token {
  if (sql.startsWith("/*", index)) return { kind: "space", end: blockCommentEnd(sql, index) };
  if (sql[index] === "$") return { kind: "other", end: dollarQuoteEnd(sql, index) };
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = index;
    if (pattern.test(sql)) return { kind, end: pattern.lastIndex };
  }
  return { kind: "other", end: index + 1 };
}

/** Postgres nests block comments. */
function blockCommentEnd(sql: string, index: number): number {
  let depth = 0;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = index;
  for (let mark = marks.exec(sql); mark !== null; mark = marks.exec(sql)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return sql.length;
}

function dollarQuoteEnd(sql: string, index: number): number {
  const opening = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
  opening.lastIndex = index;
  const tag = opening.exec(sql)?.[0];
  if (tag === undefined) return index + 1;
  const closing = sql.indexOf(tag, index + tag.length);
  return closing < 0 ? sql.length : closing + tag.length;
}

function lineAt(sql: string, index: number): number {
  return sql.slice(0, index).split("\n").length;
}

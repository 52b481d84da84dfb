import { SECRET_FORMS } from "../check-secrets.ts";
import { compileExpression } from "../expressions/expression.ts";
import { templateParts } from "../expressions/template.ts";

/** What stands where something was taken out of a text. */
export const TAKEN_OUT = "…";

const MAIL = /[^\s@"'`<>(),;:{}[\]]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u.source;
const ADDRESS = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>]{1,2000}/u.source;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/u.source;
const NUMBERS = /\b\d{1,3}(?:\.\d{1,3}){3}\b/u.source;
/** `C:\Books\x`, `\\server\x`, `~/Books`, `/home/ana`, `Books/2026/march.pdf`, `Books/2026/`. */
const PATH =
  /(?:[a-z]:|\\)\\[^\s"'`]{1,1000}|~\/[^\s"'`]{0,1000}|(?<![\p{L}\p{N}<])\/[^\s/"'`<>]{2,255}(?:\/[^\s"'`]{0,1000})?|(?:[\p{L}\p{N}_.-]{1,100}[\\/]){2,20}[\p{L}\p{N}_.-]{0,100}/u
    .source;
const FILE_NAME =
  /(?:[\p{L}\p{N}_.-]{1,100}[\\/])?[\p{L}\p{N}_-][\p{L}\p{N}_.-]{0,150}\.(?:pdf|csv|tsv|xlsx?|docx?|pptx?|txt|md|zip|json|xml|png|jpe?g|eml|sql|key|pem)(?![\p{L}\p{N}])/u
    .source;
/** Letters and digits mixed, as ids and keys are. */
const TOKEN = /(?<![\p{L}\p{N}_-])(?=[\p{L}_-]{0,200}\d)(?=[\d_-]{0,200}[a-z])[a-z0-9_-]{16,400}/u.source;

const NAMED = [SECRET_FORMS.source, ADDRESS, MAIL, UUID].join("|");
const LEAKS = new RegExp([NAMED, NUMBERS, PATH, FILE_NAME, TOKEN].join("|"), "giu");
const NAMED_LEAKS = new RegExp(NAMED, "iu");

/** A text without mail addresses, web addresses, paths, names of files, ids and what looks like a secret. */
export function redactText(text: string): string {
  return text.replace(LEAKS, TAKEN_OUT);
}

/** A template: its texts as `redactText`, its expressions as `redactExpression`. */
export function redactTemplate(template: string): string {
  const parts = partsOf(template);
  if (parts === null) return TAKEN_OUT;
  return parts
    .map((part) =>
      "text" in part
        ? redactText(part.text).replaceAll("{{", "\\{{")
        : `{{ ${redactExpression(part.expression)} }}`,
    )
    .join("");
}

/** A template of expressions alone, else nothing: where a text is an address, a path or an id. */
export function keepExpressions(template: string): string {
  const parts = partsOf(template);
  const isBare = parts?.every((part) => "expression" in part || part.text.trim() === "") ?? false;
  return isBare ? redactTemplate(template) : "";
}

/**
 * An expression without comments, and with the texts in it as `redactText`; its names and numbers stay, since it computes
 * with them. One that cannot be read, or still names a mail address, is `null`.
 */
export function redactExpression(source: string): string {
  const redacted = redactQuoted(source.replace(/\/\*[\s\S]*?\*\//g, " ")).trim();
  if (NAMED_LEAKS.test(redacted)) return "null";
  try {
    compileExpression(redacted);
    return redacted;
  } catch {
    return "null";
  }
}

function redactQuoted(source: string): string {
  let [made, quoted, quote] = ["", "", ""];
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] ?? "";
    if (quote === "") {
      made += sign;
      if (sign === '"' || sign === "'" || sign === "`") quote = sign;
    } else if (sign === "\\") {
      quoted += sign + (source[++at] ?? "");
    } else if (sign === quote) {
      made += redactText(quoted) + sign;
      [quoted, quote] = ["", ""];
    } else quoted += sign;
  }
  return made + redactText(quoted);
}

function partsOf(template: string) {
  try {
    return templateParts(template);
  } catch {
    return null;
  }
}

import { RE2JS } from "re2js";

/**
 * What JSONata asks of a regular expression, answered in time linear in the text: `(a+)+$` cannot hang a run, and
 * look-around and back-references, which can, are refused.
 */
export class LinearRegex {
  lastIndex = 0;
  readonly #pattern: RE2JS;

  constructor(native: RegExp) {
    const flags = (native.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (native.multiline ? RE2JS.MULTILINE : 0);
    this.#pattern = RE2JS.compile(RE2JS.translateRegExp(native.source), flags);
  }

  exec(text: string): (string[] & { index: number }) | null {
    const matcher = this.#pattern.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) return null;
    this.lastIndex = matcher.end();
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? "");
    return Object.assign(groups, { index: matcher.start() });
  }
}

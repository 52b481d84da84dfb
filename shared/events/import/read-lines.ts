/** Cuts pushed text into whole lines (LF or CRLF); the last piece waits for its end. A leading BOM is dropped. */
export function createLineSplitter(): { push(text: string): string[]; end(): string[] } {
  let rest = "";
  let isFirst = true;
  const clean = (line: string) => (line.endsWith("\r") ? line.slice(0, -1) : line);
  return {
    push(text) {
      const fresh = isFirst && text.startsWith("\uFEFF") ? text.slice(1) : text;
      if (text !== "") isFirst = false;
      const parts = (rest + fresh).split("\n");
      rest = parts.pop() ?? "";
      return parts.map(clean);
    },
    end() {
      const last = rest === "" ? [] : [clean(rest)];
      rest = "";
      return last;
    },
  };
}

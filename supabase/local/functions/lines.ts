import type { Readable } from "node:stream";

/** Hosted cuts log lines at this length. */
const LONGEST_LINE = 10_000;

/** Calls `take` with each line of the stream, the last one also when it has no line end. */
export function forwardLines(stream: Readable, take: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line.trimEnd().slice(0, LONGEST_LINE));
    if (rest.length > LONGEST_LINE) {
      take(rest.slice(0, LONGEST_LINE));
      rest = "";
    }
  });
  stream.on("end", () => {
    if (rest) take(rest);
  });
}

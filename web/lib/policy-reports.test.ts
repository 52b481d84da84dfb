import { expect, test } from "vitest";
import { createReportSink, type Stopped, stoppedIn } from "./policy-reports.ts";

const PAGE = "https://floyo.example/workflows/01890a5d-ac96-774b-bcce-b302099a8057?q=Salaries";
const old = (blocked: string, directive = "script-src-elem") => ({
  "csp-report": { "document-uri": PAGE, "effective-directive": directive, "blocked-uri": blocked },
});
const fresh = (blocked: string) => ({
  type: "csp-violation",
  url: PAGE,
  body: { documentURL: PAGE, effectiveDirective: "img-src", blockedURL: blocked, sample: "Salaries" },
});

function aSink() {
  const written: Stopped[] = [];
  let at = 1_000_000;
  const sink = createReportSink({ now: () => at, write: (stopped) => written.push(stopped) });
  const send = (body: string) => sink(new Request("https://floyo.example/api/csp", { method: "POST", body }));
  return { written, send, pass: (ms: number) => (at += ms) };
}

test("of both forms of a report the directive and an origin are kept, nothing of the page", () => {
  const reports = [old("https://evil.example/x.js?Salaries"), fresh("data:image/png;base64,Salaries")];

  const kept = [stoppedIn(JSON.stringify(reports[0])), stoppedIn(JSON.stringify(reports.slice(1)))].flat();

  expect(kept).toEqual([
    { directive: "script-src-elem", blocked: "https://evil.example" },
    { directive: "img-src", blocked: "data:" },
  ]);
  expect(stoppedIn(JSON.stringify(old("inline")))).toEqual([
    { directive: "script-src-elem", blocked: "inline" },
  ]);
});

test.each(["", "{", "null", "[1]", '{"csp-report":{}}', JSON.stringify(old("x", "a\nb"))])(
  "%j is none and writes no line",
  (text) => {
    expect(stoppedIn(text)).toEqual([]);
  },
);

test("a flood writes 30 lines a minute, and no body is read beyond 16 KiB", async () => {
  const { written, send, pass } = aSink();
  const twenty = JSON.stringify(Array.from({ length: 50 }, () => fresh("inline")));

  const statuses = [(await send(twenty)).status, (await send(twenty)).status, (await send(twenty)).status];
  const lines = written.length;
  pass(60_000);

  expect(statuses).toEqual([204, 204, 429]);
  expect(lines).toBe(30);
  expect((await send("x".repeat(16_385))).status).toBe(413);
  expect((await send(JSON.stringify(fresh("inline")))).status).toBe(204);
  expect(written).toHaveLength(31);
});

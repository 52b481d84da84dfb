import { describe, expect, it } from "vitest";
import { createRecordCollector, type WatchRecord } from "./collect-records.ts";
import { dropReason } from "./drop-rules.ts";

const aCollector = () => createRecordCollector((path) => dropReason(path) !== null);
const modified = (path: string): WatchRecord => ({ type: "modified", path });
const moved = (fromPath: string, path: string): WatchRecord => ({ type: "moved", path, fromPath });

describe("createRecordCollector", () => {
  it("waits for 0.4 s of quiet", () => {
    const collector = aCollector();

    collector.add([modified("a.txt")], 1_000);
    collector.add([modified("a.txt")], 1_400);

    expect(collector.dueAt()).toBe(1_800);
  });

  it("does not wait longer than 1.2 s while it goes on", () => {
    const collector = aCollector();

    for (let at = 1_000; at <= 3_000; at += 200) collector.add([modified("a.txt")], at);

    expect(collector.dueAt()).toBe(2_200);
  });

  it("waits a storm out, also one that pours slowly", () => {
    const collector = aCollector();
    const pour = (from: number) => {
      for (let at = 0; at < 1_800; at += 100) {
        collector.add([{ type: "appeared", path: `photos/${from + at}.jpg` }], from + at);
      }
    };

    pour(0);
    expect(collector.dueAt()).toBe(1_200);
    collector.take();
    pour(1_800);

    expect(collector.dueAt()).toBe(3_500 + 3_000);
  });

  it("hears nothing of dropped files", () => {
    const collector = aCollector();

    collector.add([modified(".git/index"), modified("~$plan.docx"), modified("node_modules/x/index.js")], 0);

    expect(collector.dueAt()).toBeNull();
  });

  it("takes a temporary file that became a real one as the real one being touched", () => {
    const collector = aCollector();

    collector.add([modified("orders.csv.tmp"), moved("orders.csv.tmp", "orders.csv")], 5);

    const { touched, moves } = collector.take();
    expect([...touched]).toEqual([["orders.csv", 5]]);
    expect([...moves]).toEqual([]);
  });

  it("follows a file through several moves to where it was at first", () => {
    const collector = aCollector();

    collector.add([moved("a.txt", "b.txt"), moved("b.txt", "c.txt")], 0);

    expect([...collector.take().moves]).toEqual([["c.txt", "a.txt"]]);
  });

  it("forgets a move that was taken back", () => {
    const collector = aCollector();

    collector.add([moved("a.txt", "b.txt"), moved("b.txt", "a.txt")], 0);

    expect([...collector.take().moves]).toEqual([]);
  });

  it("asks for a look at everything when the observer lost track, and says when it ended", () => {
    const collector = aCollector();

    collector.add([{ type: "unknown", path: "" }], 0);
    expect(collector.take()).toMatchObject({ needsScan: true, isBroken: false });
    collector.add([{ type: "errored", path: "" }], 1);
    expect(collector.take()).toMatchObject({ needsScan: true, isBroken: true });
  });

  it("does not look at everything because the folder itself was touched", () => {
    const collector = aCollector();

    collector.add([modified("")], 0);

    expect(collector.dueAt()).toBeNull();
  });
});

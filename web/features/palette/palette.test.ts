import { describe, expect, it } from "vitest";
import { chooseEntries, type PaletteEntry } from "./entry.ts";
import { readRecent, rememberEntry } from "./recent.ts";

const entry = (label: string, note?: string): PaletteEntry => ({
  kind: "pattern",
  href: `/patterns/${label}`,
  label,
  ...(note === undefined ? {} : { note }),
});
const labels = (entries: PaletteEntry[]) => entries.map(({ label }) => label);

describe("chooseEntries", () => {
  const entries = [
    entry("weekly orders.csv", "flow"),
    entry("orders.xlsx", "rhythm"),
    entry("invoices.pdf", "flow"),
  ];

  it("wants every word, in label or note, and puts what begins with the search first", () => {
    expect(labels(chooseEntries(entries, "", 9))).toEqual([
      "weekly orders.csv",
      "orders.xlsx",
      "invoices.pdf",
    ]);
    expect(labels(chooseEntries(entries, "Orders", 9))).toEqual(["orders.xlsx", "weekly orders.csv"]);
    expect(labels(chooseEntries(entries, "flow  orders", 9))).toEqual(["weekly orders.csv"]);
    expect(chooseEntries(entries, "orders tax", 9)).toEqual([]);
  });

  it("gives no more than it is asked for", () => {
    expect(chooseEntries(entries, "", 2)).toHaveLength(2);
  });
});

describe("what was chosen last", () => {
  function aStore(initial: string | null = null) {
    let value = initial;
    return {
      getItem: () => value,
      setItem: (_key: string, next: string) => {
        value = next;
      },
    };
  }

  it("is kept newest first, each once, five at most", () => {
    const store = aStore();
    for (const name of ["a", "b", "c", "d", "e", "f", "b"]) rememberEntry(store, entry(name));

    expect(labels(readRecent(store))).toEqual(["b", "f", "e", "d", "c"]);
  });

  it.each(["not json", "{}", '[{"kind":"pattern","href":"https://elsewhere.example","label":"x"}]'])(
    "is nothing when the browser holds %s",
    (stored) => {
      expect(readRecent(aStore(stored))).toEqual([]);
    },
  );

  it("is nothing when the browser keeps nothing", () => {
    const closed = {
      getItem: () => {
        throw new Error("denied");
      },
      setItem: () => {
        throw new Error("denied");
      },
    };

    rememberEntry(closed, entry("a"));
    expect(readRecent(closed)).toEqual([]);
  });
});

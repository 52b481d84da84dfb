import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../app/globals.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

const PAIRS = [
  ["ink", "bg"],
  ["ink", "panel"],
  ["soft", "bg"],
  ["soft", "panel"],
  ["accent", "bg"],
  ["accent", "panel"],
  ["accent", "accent-soft"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["warm", "panel"],
  ["warm", "bg"],
  ["warm", "warm-soft"],
] as const;

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(color: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

describe.each(["light", "dark"] as const)("in %s", (look) => {
  it.each(PAIRS)("%s on %s can be read", (text, ground) => {
    const [front, back] = [tokens.get(text)?.[look] ?? "", tokens.get(ground)?.[look] ?? ""];

    expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5);
  });
});

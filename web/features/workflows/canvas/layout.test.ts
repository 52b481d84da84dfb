import { expect, test } from "vitest";
import type { Draft, DraftStep } from "../draft.ts";
import { START } from "../draft-ways.ts";
import { graphOf } from "./graph.ts";
import { type Layout, layOut } from "./layout.ts";

const step = (id: string, kind: string, rest: object = {}): DraftStep => ({ id, kind, with: {}, ...rest });
const place = (...steps: DraftStep[]): Layout =>
  layOut(graphOf({ version: 1, trigger: { kind: "manual" }, steps } satisfies Draft));
const at = ({ nodes }: Layout, id: string) => {
  const found = nodes.find((node) => node.id === id);
  if (!found) throw new Error(`no node ${id}`);
  return found;
};

const CHOICE = [
  step("size", "branch", {
    next: "small",
    with: {
      cases: [
        { name: "Large", when: "", next: "ask" },
        { name: "Odd", when: "", next: null },
      ],
    },
  }),
  step("ask", "approval", { next: "send", with: { message: "", ifRejected: "small" } }),
  step("small", "notify", { next: "send" }),
  step("send", "http", { onError: { do: "branch", next: "tell" } }),
  step("tell", "notify"),
];

test("what follows stands below what it follows", () => {
  const layout = place(...CHOICE);

  for (const { from, target } of layout.ways) {
    const { y, height } = at(layout, from);
    expect(at(layout, target).y, `${from} to ${target}`).toBeGreaterThan(y + height);
  }
});

test("no two marks overlap, and all lie within the picture", () => {
  const layout = place(...CHOICE);

  for (const [index, one] of layout.nodes.entries()) {
    expect(one.x).toBeGreaterThanOrEqual(0);
    expect(one.x + one.width).toBeLessThanOrEqual(layout.width);
    expect(one.y + one.height).toBeLessThanOrEqual(layout.height);
    for (const other of layout.nodes.slice(index + 1)) {
      const isApart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y;
      expect(isApart, `${one.id} and ${other.id}`).toBe(true);
    }
  }
});

test("labels overlap neither marks nor each other", () => {
  const layout = place(...CHOICE);
  const labels = layout.ways.map(({ id, labelAt, labelWidth }) => ({
    id,
    x: labelAt.x - labelWidth / 2,
    y: labelAt.y - 12,
    width: labelWidth,
    height: 24,
  }));

  for (const [index, one] of labels.entries()) {
    for (const other of [...labels.slice(index + 1), ...layout.nodes]) {
      const isApart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y;
      expect(isApart, `${one.id} and ${other.id}`).toBe(true);
    }
  }
});

test("ways leave a step in the order in which they lie, so that they do not cross at its edge", () => {
  const layout = place(...CHOICE);

  const bends = at(layout, "size").exits.map(({ place }) => {
    const way = layout.ways.find((one) => one.from === "size" && one.place === place);
    return way?.labelAt.x ?? Number.NaN;
  });

  expect(bends).toEqual([...bends].sort((left, right) => left - right));
});

test("a chain stands in one column", () => {
  const layout = place(step("a", "set", { next: "b" }), step("b", "set", { next: "c" }), step("c", "set"));
  const middles = layout.nodes.map(({ x, width }) => x + width / 2);

  expect(new Set(middles).size).toBe(1);
});

test("a step with twenty ways is wide enough for them", () => {
  const cases = Array.from({ length: 20 }, (_, index) => ({ name: String(index), when: "", next: null }));
  const layout = place(step("many", "branch", { with: { cases } }));

  const exits = at(layout, "many").exits.map(({ x }) => x);

  expect(exits).toHaveLength(21);
  expect(Math.min(...exits.slice(1).map((x, index) => x - (exits[index] ?? 0)))).toBeGreaterThanOrEqual(24);
});

test("a long draft with many choices is as narrow as a short one", () => {
  const many = (length: number) =>
    place(
      ...Array.from({ length }, (_, index) => {
        const next = index + 1 < length ? `s${index + 1}` : null;
        const choice = { cases: [{ name: "None", when: "", next: null }] };
        return index % 10 === 3
          ? step(`s${index}`, "branch", { next, with: choice })
          : step(`s${index}`, "set", { next });
      }),
    );

  expect(many(500).width).toBe(many(20).width);
});

test("what follows stands straight below, what an error leads to beside it, and what nothing leads to at the right", () => {
  const layout = place(
    step("call", "http", { onError: { do: "branch", next: "tell" } }),
    step("tell", "notify"),
    step("lost", "set"),
  );
  const middle = (id: string) => at(layout, id).x + at(layout, id).width / 2;

  expect(middle("(end) call next")).toBe(middle("call"));
  expect(middle("tell")).toBeGreaterThan(middle("call"));
  expect(at(layout, "lost")).toMatchObject({ y: at(layout, START).y, isReached: false });
  expect(middle("lost")).toBeGreaterThan(middle("tell"));
});

test("a way past other steps runs beside them", () => {
  const layout = place(
    step("ask", "approval", { next: "a", with: { message: "", ifRejected: "last" } }),
    step("a", "set", { next: "b" }),
    step("b", "set", { next: "last" }),
    step("last", "set"),
  );
  const past = layout.ways.find((way) => way.place === "with.ifRejected");
  const { x, width } = at(layout, "a");

  expect(past?.labelAt.x).toBeLessThan(x);
  expect(past?.path).toContain(`L ${past?.labelAt.x} `);
  expect(width).toBe(228);
});

test("a circle is drawn too", () => {
  const layout = place(step("a", "set", { next: "b" }), step("b", "set", { next: "a" }));

  expect(layout.nodes.map(({ id }) => id)).toEqual([START, "a", "b"]);
});

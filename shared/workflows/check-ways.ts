import type { Step, WorkflowDefinition } from "./definition.ts";
import type { DefinitionIssue } from "./issue.ts";
import { stepKind } from "./step-kinds.ts";

export interface Way {
  /** Place in the definition. */
  place: string;
  to: string;
  isBody: boolean;
}

/** Every way that leads from a step to another. */
export function waysFrom(step: Step, index: number): Way[] {
  const at = `steps.${index}`;
  const ways: [string, string | null][] = [
    [`${at}.next`, step.next],
    [`${at}.onError.next`, step.onError.do === "branch" ? step.onError.next : null],
    ...stepKind(step.kind)
      .leadsTo(step.with)
      .map(([place, to]): [string, string | null] => [`${at}.with.${place}`, to]),
  ];
  return ways.flatMap(([place, to]) =>
    to === null ? [] : [{ place, to, isBody: step.kind === "for-each" && place.endsWith(".with.body") }],
  );
}

/** Ids given twice, ways to nowhere, ways that lead back, steps both in and out of a loop, steps nothing leads to. */
export function checkWays({ steps }: WorkflowDefinition): DefinitionIssue[] {
  const issues: DefinitionIssue[] = [];
  const indexOf = new Map<string, number>();
  for (const [index, { id }] of steps.entries()) {
    if (indexOf.has(id)) issues.push(error(`steps.${index}.id`, "twice", `two steps are called "${id}"`));
    else indexOf.set(id, index);
  }
  const ways = steps.map(waysFrom);
  for (const { place, to } of ways.flat()) {
    if (!indexOf.has(to)) issues.push(error(place, "dangling", `no step is called "${to}"`));
  }
  const back = wayBack(ways, indexOf);
  if (back)
    return [...issues, error(back.place, "cycle", `this leads back to "${back.to}": a run would never end`)];

  const loopOf = new Map<number, string>();
  const open: [index: number, loop: string][] = steps.length > 0 ? [[0, ""]] : [];
  while (open.length > 0) {
    const [index, loop] = open.pop() ?? [0, ""];
    const known = loopOf.get(index);
    if (known !== undefined) {
      if (known !== loop) {
        const message = `"${steps[index]?.id}" is reached from within a loop and from outside of it: give each its own step`;
        issues.push(error(`steps.${index}`, "in_and_out", message));
      }
      continue;
    }
    loopOf.set(index, loop);
    for (const way of ways[index] ?? []) {
      const to = indexOf.get(way.to);
      if (to !== undefined) open.push([to, way.isBody ? `${loop}/${steps[index]?.id}` : loop]);
    }
  }
  for (const [index, { id }] of steps.entries()) {
    if (loopOf.has(index)) continue;
    const message = `nothing leads to "${id}": it will never run`;
    issues.push({ place: `steps.${index}`, code: "unreachable", message, severity: "warning" });
  }
  return issues;
}

/** Depth first without recursion: the first way to a step that is still being walked. */
function wayBack(ways: readonly Way[][], indexOf: ReadonlyMap<string, number>): Way | null {
  const done = new Set<number>();
  for (const start of ways.keys()) {
    const trail: { index: number; at: number }[] = [{ index: start, at: 0 }];
    const onTrail = new Set([start]);
    while (trail.length > 0) {
      const top = trail.at(-1);
      if (!top) break;
      const way = done.has(top.index) ? undefined : ways[top.index]?.[top.at++];
      if (!way) {
        done.add(top.index);
        onTrail.delete(top.index);
        trail.pop();
        continue;
      }
      const to = indexOf.get(way.to);
      if (to === undefined || done.has(to)) continue;
      if (onTrail.has(to)) return way;
      onTrail.add(to);
      trail.push({ index: to, at: 0 });
    }
  }
  return null;
}

function error(place: string, code: string, message: string): DefinitionIssue {
  return { place, code, message, severity: "error" };
}

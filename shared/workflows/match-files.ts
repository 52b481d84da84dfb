import { globRegex } from "../events/capture-rules.ts";
import type { EVENT_OPS } from "../events/event-ops.ts";
import { matchesTemplate } from "../mining/templates/template.ts";
import type { FileTrigger } from "./trigger.ts";

export interface SeenFile {
  id: string;
  sourceId: string;
  op: (typeof EVENT_OPS)[number];
  path: string;
  fromPath: string | null;
  size: number | null;
  /** Epoch ms. */
  at: number;
  /** How many changes the watcher told as this one. */
  files: number;
}

/** A published workflow that one person lets their files start. */
export interface FileListener {
  workflowId: string;
  trigger: FileTrigger;
  /** Epoch ms: what happened before the person allowed it starts nothing. */
  since: number;
  /** Sources of the person that it hears of. */
  sources: readonly string[];
}

export interface FileMatch {
  workflowId: string;
  sourceId: string;
  path: string;
  files: number;
  settleSeconds: number;
  maxWaitSeconds: number;
  /** What the run reads as `trigger`. */
  event: Record<string, string | number | null>;
}

/** Which events of one person start which workflows, in the order of the events. O(events · listeners). */
export function matchFiles(events: readonly SeenFile[], listeners: readonly FileListener[]): FileMatch[] {
  const asked = listeners.map((listener) => ({ ...listener, fits: fitter(listener) }));
  return events.flatMap((event) =>
    asked.flatMap(({ workflowId, trigger, fits }) =>
      fits(event)
        ? [
            {
              workflowId,
              sourceId: event.sourceId,
              path: event.path,
              files: event.files,
              settleSeconds: trigger.settleSeconds,
              maxWaitSeconds: trigger.maxWaitSeconds,
              event: factsOfFile(event),
            },
          ]
        : [],
    ),
  );
}

function fitter({ trigger, sources, since }: FileListener): (event: SeenFile) => boolean {
  const ops: ReadonlySet<string> = new Set(trigger.ops);
  const heard = new Set(sources);
  const hasPath = pathFitter(trigger);
  return (event) =>
    ops.has(event.op) && heard.has(event.sourceId) && event.at >= since && hasPath(event.path);
}

/** Whether a path has the form that a trigger names: a template of the patterns, or a glob as in .gitignore. */
export function pathFitter({
  match,
  pattern,
}: Pick<FileTrigger, "match" | "pattern">): (path: string) => boolean {
  if (match === "template") return (path) => matchesTemplate(pattern, path);
  const glob = globRegex(pattern);
  return (path) => glob.test(path);
}

/** What a run that a file starts reads as `trigger`. */
export function factsOfFile({
  id,
  sourceId,
  op,
  path,
  fromPath,
  size,
  at,
  files,
}: SeenFile): FileMatch["event"] {
  const slash = path.lastIndexOf("/");
  return {
    kind: "file",
    op,
    path,
    name: path.slice(slash + 1),
    folder: path.slice(0, Math.max(slash, 0)),
    fromPath,
    size,
    files,
    sourceId,
    eventId: id,
    at: new Date(at).toISOString(),
  };
}

import { findAction } from "../../connectors/connectors.ts";
import type { Step } from "../definition.ts";

/** Whether a step may be done again when nobody knows if it was done: by its nature, or because its maker says so. */
export function isRepeatable(step: Step): boolean {
  if (step.kind === "http" && (step.with.method === "GET" || step.with.method === "HEAD")) return true;
  if (step.kind === "connector" && findAction(step.with.connector, step.with.action)?.isRead) return true;
  if (step.repeatable) return true;
  // These are rows and objects of our own, unique by run and step.
  if (step.kind === "notify") return step.with.by === "floyo";
  return step.kind === "call-workflow" || step.kind === "file";
}

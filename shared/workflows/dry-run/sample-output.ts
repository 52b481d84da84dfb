import type { Step } from "../definition.ts";
import type { Value } from "../parts.ts";

const NO_FILE = "00000000-0000-4000-8000-000000000000";

/** What a step of this kind answers when all goes well: an example in its true shape, for what was never recorded. */
export function sampleOutput(step: Step): Value {
  switch (step.kind) {
    case "http":
      return { status: 200, headers: { "content-type": "application/json" }, body: {} };
    case "notify":
      return step.with.by === "floyo" ? { told: 1 } : { posted: true };
    case "approval":
      return { approved: true, comment: "" };
    case "file":
      if (step.with.do === "read") return { rows: [], count: 0, data: null };
      return { file: { id: NO_FILE, name: step.with.name || "file", size: 0, sha256: "0".repeat(64) } };
    case "call-workflow":
      return step.with.waits ? {} : { run: "00000000-0000-4000-8000-000000000000" };
    default:
      return {};
  }
}

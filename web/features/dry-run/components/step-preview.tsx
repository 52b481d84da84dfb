import type { DryStep } from "@floyo/shared/workflows/dry-run/dry-run.ts";
import type { DraftStep } from "../../workflows/draft.ts";

const SHOWN_CHARACTERS = 300;
/** What these kinds compute is their result; of the others one wants to see what they would send. */
const COMPUTED = new Set(["set", "transform"]);

/** What the expressions of a step come to with an example, while they are typed. Nothing where it has none. */
export function StepPreview({ step, tried }: { step: DraftStep; tried: DryStep | undefined }) {
  if (!tried) return null;
  if (tried.error) return <Line label="With an example it would fail" value={tried.error.message} isWarm />;
  if (COMPUTED.has(step.kind)) return <Line label="With an example" value={tried.output} />;
  const filled = Object.entries((tried.input ?? {}) as Record<string, unknown>).filter(([name]) =>
    JSON.stringify(step.with[name] ?? "").includes("{{"),
  );
  if (filled.length === 0) return null;
  return <Line label="With an example" value={Object.fromEntries(filled)} />;
}

function Line({ label, value, isWarm = false }: { label: string; value: unknown; isWarm?: boolean }) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return (
    <p className="grid gap-1 rounded-control bg-bg px-3 py-2 text-[13px]">
      <span className={isWarm ? "text-warm" : "text-soft"}>{label}</span>
      <code className="max-h-40 overflow-y-auto font-mono text-[12.5px] leading-[19px] [overflow-wrap:anywhere]">
        {text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)} …` : text}
      </code>
    </p>
  );
}

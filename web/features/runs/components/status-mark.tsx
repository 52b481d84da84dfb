import { runWords, type Tone, toneOf } from "../status-words.ts";

const LOOKS: Record<Tone, string> = {
  good: "bg-accent-soft text-accent",
  live: "bg-accent-soft text-accent",
  warm: "bg-warm-soft text-warm",
  quiet: "border border-line text-soft",
};

/** How far a run is, as a small mark. */
export function StatusMark({ status, waitsFor = null }: { status: string; waitsFor?: string | null }) {
  const tone = toneOf(status);
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-0.5 text-meta font-medium ${LOOKS[tone]}`}
    >
      <span
        aria-hidden="true"
        className={`size-1.5 rounded-full bg-current ${tone === "live" ? "motion-safe:animate-breathe" : ""}`}
      />
      {runWords({ status, waitsFor })}
    </span>
  );
}

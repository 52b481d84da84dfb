import { MIN_DAYS } from "@floyo/shared/mining/thresholds.ts";
import { describeRule } from "@floyo/shared/suggestions/describe-rule.ts";
import { StepChain } from "../../../ui/charts/step-chain.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { chainOf } from "../../suggestions/chain-of.ts";
import { chanceWords, kindWords, timesWords } from "../../suggestions/describe.ts";
import type { ExampleView, Finding } from "../example.ts";
import { DayToggles } from "./day-toggles.tsx";
import { ExampleEvidence } from "./example-evidence.tsx";
import { FindingTabs } from "./finding-tabs.tsx";

const TITLE_ID = "example-title";
const NOTHING: ReadonlySet<string> = new Set();

interface ExampleCardProps {
  now: number;
  /** What the whole log says. */
  whole: ExampleView;
  /** What it says without the hidden days; as long as none is hidden, the same. */
  view?: ExampleView;
  /** How long the visitor's browser took; null until it has mined. */
  tookMs?: number | null;
  hidden?: ReadonlySet<string>;
  chosen?: string;
  onChoose?: (fingerprint: string) => void;
  onToggle?: (date: string) => void;
  onShowAll?: () => void;
}

/** The sample log and what is found in it. Rendered by the server without its actions, and by the browser with them. */
export function ExampleCard({
  now,
  whole,
  view = whole,
  tookMs = null,
  hidden = NOTHING,
  chosen = firstOf(whole),
  onChoose,
  onToggle,
  onShowAll,
}: ExampleCardProps) {
  const finding = whole.findings.find(({ fingerprint }) => fingerprint === chosen);
  if (!finding) return null;
  const found = view.findings.find(({ fingerprint }) => fingerprint === chosen);
  const left = finding.days.filter(({ date, hit }) => hit && !hidden.has(date)).length;
  return (
    <figure className="grid gap-3">
      <figcaption className="min-h-9 text-meta text-soft lg:min-h-0">
        A sample log, written by us:{" "}
        <span aria-live="polite">
          {view.events} events, {view.findings.length} {view.findings.length === 1 ? "routine" : "routines"}
          {/* Its room is kept from the start, so that nothing moves when the browser is done. */}
          <span className={tookMs === null ? "invisible" : ""}>
            , found by your own browser in {Math.max(1, Math.round(tookMs ?? 100))} ms
          </span>
        </span>
      </figcaption>
      <FindingTabs
        all={whole.findings}
        there={new Set(view.findings.map(({ fingerprint }) => fingerprint))}
        chosen={chosen}
        onChoose={onChoose}
      />
      <article aria-labelledby={TITLE_ID} className="card px-4 py-4 sm:px-[22px] sm:py-5">
        {found ? <Said finding={found} /> : <Unsaid days={left} />}
        <div className="mt-4 grid gap-1.5 border-line border-t pt-3.5">
          <p className="text-tiny font-medium text-soft">
            {daysLabel(finding)} · press one to hide what happened that day
          </p>
          <DayToggles days={finding.days} hidden={hidden} onToggle={onToggle} now={now} />
          <p className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 text-[13px]">
            <span aria-live="polite">
              {found ? strength(found) : `Seen on ${left} days: that can be chance.`}
            </span>
            {hidden.size > 0 ? (
              <button
                type="button"
                onClick={onShowAll}
                className="min-h-9 rounded-control font-semibold text-accent underline underline-offset-2"
              >
                Show all days again
              </button>
            ) : null}
          </p>
        </div>
        <ExampleEvidence occurrences={(found ?? finding).occurrences} hidden={hidden} now={now} />
      </article>
    </figure>
  );
}

function Said({ finding }: { finding: Finding }) {
  return (
    <>
      <p className="text-meta text-soft">
        {kindWords({ kind: finding.kind, rhythm: finding.rhythm })} · seen {timesWords(finding.stats.support)}
      </p>
      <h2 id={TITLE_ID} className="mt-1.5 text-card font-semibold tracking-tight [overflow-wrap:anywhere]">
        <MarkedText text={finding.title} />
      </h2>
      <p className="mt-1 text-soft [overflow-wrap:anywhere]">
        <MarkedText text={finding.body} />
      </p>
      <div className="mt-3.5">
        <StepChain steps={chainOf(finding)} />
      </div>
    </>
  );
}

function Unsaid({ days }: { days: number }) {
  return (
    <>
      <p className="text-meta text-warm">Not said any more</p>
      <h2 id={TITLE_ID} className="mt-1.5 text-card font-semibold tracking-tight">
        Floyo is silent about this now
      </h2>
      <p className="mt-1 text-soft">
        {days < MIN_DAYS
          ? `It speaks from ${MIN_DAYS} days on which a routine happened whole. ${days === 1 ? "One is" : `${days} are`} left, and as many come about by luck.`
          : "What is left is no longer rarer than chance would have it."}{" "}
        Your own days count the same way.
      </p>
    </>
  );
}

function strength({ stats }: Finding): string {
  return `Seen on ${stats.days} days. By chance: ${chanceWords(stats)}.`;
}

function daysLabel({ rhythm, days }: Finding): string {
  return rhythm
    ? `Last ${days.length} ${describeRule(rhythm.rrule).noun}`
    : `Last ${days.length} days with it`;
}

/** The weekly export shows best what hiding a day does: each of its days stands alone. */
export function firstOf({ findings }: ExampleView): string {
  const weekly = findings.find(({ rhythm, steps }) => steps.length > 2 && rhythm);
  return (weekly ?? findings[0])?.fingerprint ?? "";
}

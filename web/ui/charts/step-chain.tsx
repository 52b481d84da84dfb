import Link from "next/link";
import { type PathPart, PathText } from "./path-text.tsx";

export interface ChainStep {
  /** What is done: `downloaded`. */
  verb: string;
  path: readonly PathPart[];
  tool?: string | undefined;
  /** Usual time of day. */
  time?: string | undefined;
  /** Usual time since the step before: `4 min`. */
  gap?: string | undefined;
  /** It is left out at times. */
  isOptional?: boolean | undefined;
  /** Its last real occurrence, shown when the step is pointed at or focused; the step then leads there. */
  last?: { path: string; when: string; href: string } | undefined;
}

const MAX_IN_ONE_ROW = 3;

/** Steps in order: side by side where there is room for them, as rows when there are many. A list, so it reads out as one. */
export function StepChain({ steps }: { steps: readonly ChainStep[] }) {
  if (steps.length > MAX_IN_ONE_ROW) return <StepRows steps={steps} />;
  return (
    <div className="@container">
      <ol className="grid @xl:flex @xl:items-stretch">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chain may hold the same step twice.
          <li key={index} className="contents">
            {index > 0 ? <Gap words={step.gap} /> : null}
            <Step step={step} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function StepRows({ steps }: { steps: readonly ChainStep[] }) {
  return (
    <ol className="divide-y divide-line rounded-[10px] border border-line bg-bg px-3">
      {steps.map(({ gap, ...step }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a chain may hold the same step twice.
          key={index}
          className="group/step relative grid grid-cols-[1fr_auto] items-baseline gap-x-3 py-1.5 sm:grid-cols-[128px_1fr_auto]"
        >
          <span className="text-tiny text-soft">
            <Act step={step} />
          </span>
          <span className="order-last col-span-2 min-w-0 sm:order-none sm:col-span-1">
            <StepPath step={step} />
          </span>
          <span className="text-end text-tiny text-soft">
            {gap ? (
              <span className="pe-2 font-mono">
                + {gap}
                <span className="sr-only"> later</span>
              </span>
            ) : null}
            {step.time ? <time>{step.time}</time> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { step: ChainStep }) {
  return (
    <div
      className={`group/step relative min-w-0 flex-1 basis-0 rounded-[10px] border bg-bg px-3 py-2 ${step.isOptional ? "border-line-strong border-dashed" : "border-line"}`}
    >
      <p className="flex justify-between gap-3 text-tiny text-soft">
        <span>
          <Act step={step} />
        </span>
        {step.time ? <time>{step.time}</time> : null}
      </p>
      <StepPath step={step} />
    </div>
  );
}

function Act({ step: { verb, tool, isOptional } }: { step: ChainStep }) {
  return `${verb}${tool ? ` with ${tool}` : ""}${isOptional ? ", at times" : ""}`;
}

/** The path; where the last occurrence is known, a link to it that shows it. */
function StepPath({ step: { path, last } }: { step: ChainStep }) {
  if (!last) return <PathText parts={path} />;
  return (
    <>
      <Link href={last.href} className="rounded-mark after:absolute after:inset-0 after:rounded-[10px]">
        <PathText parts={path} />
        <span className="sr-only">
          , last {last.when}: {last.path}
        </span>
      </Link>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute start-0 top-full z-20 mt-1.5 hidden w-max max-w-[min(340px,calc(100vw-48px))] rounded-control border border-line bg-panel px-2.5 py-1.5 text-tiny text-soft shadow-float group-focus-within/step:block group-hover/step:block"
      >
        Last {last.when}
        <span className="block font-mono text-[12px] text-ink [overflow-wrap:anywhere]">{last.path}</span>
      </span>
    </>
  );
}

function Gap({ words }: { words: string | undefined }) {
  const line =
    "h-1.5 w-0 border-line-strong border-s border-dashed @xl:h-0 @xl:w-2 @xl:border-t @xl:border-s-0";
  return (
    <div className="flex flex-col items-center justify-center px-1 text-tiny text-soft @xl:flex-row @xl:gap-1">
      <span aria-hidden="true" className={line} />
      {words ? (
        <span className="whitespace-nowrap font-mono">
          {words}
          <span className="sr-only"> later</span>
        </span>
      ) : null}
      <span aria-hidden="true" className={line} />
    </div>
  );
}

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
      {steps.map(({ verb, path, tool, time, gap }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a chain may hold the same step twice.
          key={index}
          className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 py-1.5 sm:grid-cols-[128px_1fr_auto]"
        >
          <span className="text-tiny text-soft">
            {verb}
            {tool ? ` with ${tool}` : ""}
          </span>
          <span className="order-last col-span-2 min-w-0 sm:order-none sm:col-span-1">
            <PathText parts={path} />
          </span>
          <span className="text-right text-tiny text-soft">
            {gap ? (
              <span className="pr-2 font-mono">
                + {gap}
                <span className="sr-only"> later</span>
              </span>
            ) : null}
            {time ? <time>{time}</time> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Step({ step: { verb, path, tool, time } }: { step: ChainStep }) {
  return (
    <div className="min-w-0 flex-1 basis-0 rounded-[10px] border border-line bg-bg px-3 py-2">
      <p className="flex justify-between gap-3 text-tiny text-soft">
        <span>
          {verb}
          {tool ? ` with ${tool}` : ""}
        </span>
        {time ? <time>{time}</time> : null}
      </p>
      <PathText parts={path} />
    </div>
  );
}

function Gap({ words }: { words: string | undefined }) {
  const line =
    "h-1.5 w-0 border-line-strong border-l border-dashed @xl:h-0 @xl:w-2 @xl:border-t @xl:border-l-0";
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

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

/** Steps in order, side by side where there is room. It is a list, so it reads out as one. */
export function StepChain({ steps }: { steps: readonly ChainStep[] }) {
  const row = steps.length <= MAX_IN_ONE_ROW;
  return (
    <div className="@container">
      <ol className={row ? "grid @xl:flex @xl:items-stretch" : "grid"}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chain may hold the same step twice.
          <li key={index} className={row ? "contents" : "grid"}>
            {index > 0 ? <Gap words={step.gap} inRow={row} /> : null}
            <Step step={step} />
          </li>
        ))}
      </ol>
    </div>
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

function Gap({ words, inRow }: { words: string | undefined; inRow: boolean }) {
  const line = `border-line-strong border-dashed ${inRow ? "@xl:h-0 @xl:w-2 @xl:border-t @xl:border-l-0" : ""} h-1.5 w-0 border-l`;
  return (
    <div
      className={`flex flex-col items-center justify-center px-1 text-tiny text-soft ${inRow ? "@xl:flex-row @xl:gap-1" : ""}`}
    >
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

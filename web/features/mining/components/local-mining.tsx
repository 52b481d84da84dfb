"use client";

import { formatCount } from "../../../lib/format-count.ts";
import { Button } from "../../../ui/button.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import { useLocalMining } from "../use-local-mining.ts";
import { ChooseLog } from "./choose-log.tsx";
import { LocalFindings } from "./local-findings.tsx";

/** A log, mined in the visitor's own browser. */
export function LocalMining() {
  const { state, start, reset } = useLocalMining();
  if (state.stage === "choose") return <ChooseLog problem={state.problem} onFile={start} />;
  if (state.stage === "done")
    return <LocalFindings name={state.name} report={state.report} ms={state.ms} onAgain={reset} />;
  const { doing, share, events } = state.progress;
  const words = doing === "reading" ? "Reading" : "Looking for what repeats in";
  return (
    <section className="card grid gap-5 px-4 py-5 sm:px-[22px]">
      <h2 className="text-card font-semibold tracking-tight [overflow-wrap:anywhere]">
        {words} {state.name}
      </h2>
      <ProgressBar
        label={`${words} ${state.name}`}
        value={Math.round(share * 1000)}
        max={1000}
        text={`${formatCount(events)} events`}
      />
      <div>
        <Button onClick={reset}>Cancel</Button>
      </div>
    </section>
  );
}

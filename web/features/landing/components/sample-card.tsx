import { templateParts } from "@floyo/shared/mining/templates.ts";
import { HitsRow } from "../../../ui/charts/hits-row.tsx";
import { StepChain } from "../../../ui/charts/step-chain.tsx";

const MISSED = [3, 8];
const MARKS = Array.from({ length: 11 }, (_, index) => ({
  day: `week ${index + 1}`,
  hit: !MISSED.includes(index),
}));
const LABEL = "Last 11 Mondays";

/** A suggestion as the feed shows it, plainly called a sample. */
export function SampleCard() {
  return (
    <figure className="grid gap-3">
      <div className="card px-4 py-4 sm:px-[22px] sm:py-5">
        <p className="text-meta text-soft">Rhythm and sequence · seen 9 times</p>
        <p className="mt-1.5 text-card font-semibold tracking-tight">Your Monday export could file itself</p>
        <p className="mt-1 text-soft">
          On 9 of the last 11 Mondays an orders export lands in Downloads and is put into the finance folder.
        </p>
        <div className="mt-3.5">
          <StepChain
            steps={[
              { verb: "downloaded", path: templateParts("Downloads/orders-{date}.csv"), time: "08:56" },
              {
                verb: "moved",
                path: templateParts("Finance/Weekly/{date}.csv"),
                time: "09:02",
                gap: "6 min",
              },
            ]}
          />
        </div>
        <div className="mt-4 grid gap-1.5 border-line border-t pt-3.5">
          <p className="text-tiny font-medium text-soft">{LABEL}</p>
          <HitsRow marks={MARKS} label={LABEL} />
        </div>
      </div>
      <figcaption className="text-center text-meta text-soft">A sample of what Floyo writes.</figcaption>
    </figure>
  );
}

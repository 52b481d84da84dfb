import { fileName } from "@floyo/shared/suggestions/explain.ts";
import { MarkedText } from "../../../ui/marked-text.tsx";
import type { Finding } from "../example.ts";

interface FindingTabsProps {
  all: readonly Finding[];
  /** Fingerprints that are found with the days that are shown. */
  there: ReadonlySet<string>;
  chosen: string;
  onChoose?: ((fingerprint: string) => void) | undefined;
}

/** What was found, one button each; one that is gone is crossed out. */
export function FindingTabs({ all, there, chosen, onChoose }: FindingTabsProps) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Routines of the sample</legend>
      {all.map(({ fingerprint, steps }) => {
        const isGone = !there.has(fingerprint);
        return (
          <button
            key={fingerprint}
            type="button"
            aria-pressed={fingerprint === chosen}
            onClick={onChoose ? () => onChoose(fingerprint) : undefined}
            className="min-h-8 rounded-full border border-line bg-panel px-3 font-mono text-[12px] text-soft hover:border-line-strong aria-pressed:border-accent-line aria-pressed:text-ink pointer-coarse:min-h-11"
          >
            <span className={isGone ? "line-through" : undefined}>
              <MarkedText text={fileName(steps[0]?.template ?? "")} />
            </span>
            {isGone ? <span className="sr-only"> (not found any more)</span> : null}
          </button>
        );
      })}
    </fieldset>
  );
}

"use client";

import { templateParts } from "@floyo/shared/mining/templates/template.ts";
import { opWord } from "@floyo/shared/suggestions/explain.ts";
import { PathText } from "../../../ui/charts/path-text.tsx";
import type { PatternDetail } from "../pattern.ts";
import { useEvidence } from "../use-evidence.ts";
import { type StepVariants, variantsOf } from "../variants.ts";
import { Section } from "./section.tsx";

const SHOWN_PATHS = 4;

/** How each step varied: the programs that did it and the names the files had. */
export function PatternVariants({ pattern }: { pattern: PatternDetail }) {
  const events = useEvidence(pattern).data;
  if (!events || events.length === 0) return null;
  const variants = variantsOf(pattern.steps, events);
  return (
    <Section title="Variants" note={`in ${events.length} events`}>
      <ol className="grid gap-4">
        {pattern.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pattern may hold the same step twice.
          <li key={index} className="grid gap-1 text-[13px]">
            <p className="text-meta text-soft">
              {opWord(step.op)} <PathText parts={templateParts(step.template)} />
            </p>
            <Step variants={variants[index]} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Step({ variants }: { variants: StepVariants | undefined }) {
  if (!variants || variants.paths.length === 0) {
    return <p className="text-soft">Of this step, no event is kept in the evidence.</p>;
  }
  const [shown, more] = [variants.paths.slice(0, SHOWN_PATHS), variants.paths.slice(SHOWN_PATHS)];
  return (
    <>
      {variants.tools.length > 0 ? (
        <p>
          With{" "}
          {variants.tools.map(({ name, count }, index) => (
            <span key={name}>
              {index > 0 ? ", " : ""}
              <b className="font-medium">{name}</b> <span className="text-soft">× {count}</span>
            </span>
          ))}
        </p>
      ) : null}
      <Paths paths={shown} />
      {more.length > 0 ? (
        <details>
          <summary className="w-fit rounded-mark text-meta text-soft hover:text-ink">
            {more.length} more {more.length === 1 ? "name" : "names"}
          </summary>
          <Paths paths={more} />
        </details>
      ) : null}
    </>
  );
}

function Paths({ paths }: { paths: StepVariants["paths"] }) {
  return (
    <ul className="grid gap-0.5 font-mono text-[12.5px]">
      {paths.map(({ path, count }) => (
        <li key={path} className="[overflow-wrap:anywhere]">
          {path}
          {count > 1 ? <span className="font-sans text-soft"> × {count}</span> : null}
        </li>
      ))}
    </ul>
  );
}

"use client";

import Link from "next/link";
import { buttonClass } from "../../../ui/button.tsx";
import { StepChain } from "../../../ui/charts/step-chain.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { chainOf } from "../../suggestions/chain-of.ts";
import type { Suggestion } from "../../suggestions/suggestion.ts";

interface FoundSentenceProps {
  suggestions: readonly Suggestion[];
  isSample: boolean;
}

/** The first true sentence. */
export function FoundSentence({ suggestions, isSample }: FoundSentenceProps) {
  const [first] = suggestions;
  if (!first) return null;
  const more = suggestions.length - 1;
  return (
    <section aria-labelledby="found" className="card grid gap-3 border-accent-line! px-5 py-6 sm:px-7">
      <p role="status" className="flex items-center gap-2 text-meta text-soft">
        <span aria-hidden="true" className={`size-2 rounded-full ${isSample ? "bg-warm" : "bg-accent"}`} />
        {isSample ? "Found in the sample weeks, not in your files" : "Found in your own files"}
      </p>
      <h2
        id="found"
        className="max-w-[60ch] text-[19px] leading-[27px] font-semibold tracking-tight text-pretty [overflow-wrap:anywhere]"
      >
        <MarkedText text={first.explanation.sentence} />
      </h2>
      <StepChain steps={chainOf(first.pattern)} />
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Link href="/feed" className={buttonClass("primary")}>
          {more > 0 ? `See this and ${more} more in the feed` : "See it in the feed"}
        </Link>
        <p className="text-meta text-soft">
          {isSample
            ? "For a sentence about your own files, import a log or watch a folder."
            : "The feed shows the days and files it rests on, and what could do it for you."}
        </p>
      </div>
    </section>
  );
}

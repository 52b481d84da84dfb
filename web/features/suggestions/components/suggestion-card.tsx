"use client";

import { useId } from "react";
import { StepChain } from "../../../ui/charts/step-chain.tsx";
import { chainOf } from "../chain-of.ts";
import type { DismissReason } from "../queries.ts";
import type { Suggestion } from "../suggestion.ts";
import { CardActions } from "./card-actions.tsx";
import { CardFigures } from "./card-figures.tsx";
import { CardMeta } from "./card-meta.tsx";

interface SuggestionCardProps {
  suggestion: Suggestion;
  isFresh?: boolean;
  reason?: DismissReason | "later" | undefined;
}

export function SuggestionCard({ suggestion, isFresh = false, reason }: SuggestionCardProps) {
  const titleId = useId();
  const { title, body, pattern } = suggestion;
  return (
    <article
      aria-labelledby={titleId}
      className={`card px-4 py-4 sm:px-[22px] sm:py-5 ${isFresh ? "border-accent-line! motion-safe:animate-arrive" : ""}`}
    >
      <CardMeta suggestion={suggestion} isFresh={isFresh} reason={reason} />
      <h2 id={titleId} className="mt-1.5 text-card font-semibold tracking-tight text-balance">
        {title}
      </h2>
      <p className="mt-1 max-w-[66ch] text-soft">{body}</p>
      <div className="mt-3.5">
        <StepChain steps={chainOf(pattern)} />
      </div>
      <CardFigures suggestion={suggestion} />
      <CardActions suggestion={suggestion} />
    </article>
  );
}

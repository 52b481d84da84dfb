"use client";

import { memo, useEffect, useId } from "react";
import { StepChain } from "../../../ui/charts/step-chain.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { chainOf } from "../chain-of.ts";
import type { DismissReason } from "../dismiss-reasons.ts";
import type { Suggestion } from "../suggestion.ts";
import type { Decide } from "../use-decide.ts";
import { CardActions } from "./card-actions.tsx";
import { CardFigures } from "./card-figures.tsx";
import { CardMeta } from "./card-meta.tsx";

interface SuggestionCardProps {
  suggestion: Suggestion;
  decide: Decide;
  isFresh?: boolean;
  /** It lies below the first screen: laid out when it is scrolled to. */
  isFar?: boolean;
  reason?: DismissReason | "later" | undefined;
}

// An open menu hangs out of its card, which containment would cut off.
const FAR =
  "[contain-intrinsic-size:auto_320px] [content-visibility:auto] has-[[role=menu]]:[content-visibility:visible]";

/** Rendered again only when something of its own changed: a feed of fifty is read every minute. */
export const SuggestionCard = memo(function SuggestionCard({
  suggestion,
  decide,
  isFresh = false,
  isFar = false,
  reason,
}: SuggestionCardProps) {
  const titleId = useId();
  const { title, body, pattern } = suggestion;
  useEffect(() => keepFocusInList, []);
  return (
    <article
      aria-labelledby={titleId}
      className={`card px-4 py-4 sm:px-[22px] sm:py-5 ${isFresh ? "border-accent-line! motion-safe:animate-arrive" : ""} ${isFar ? FAR : ""}`}
    >
      <CardMeta suggestion={suggestion} isFresh={isFresh} reason={reason} />
      <h2
        id={titleId}
        className="mt-1.5 text-card font-semibold tracking-tight text-balance [overflow-wrap:anywhere]"
      >
        <MarkedText text={title} />
      </h2>
      <p className="mt-1 max-w-[66ch] text-soft [overflow-wrap:anywhere]">
        <MarkedText text={body} />
      </p>
      <div className="mt-3.5">
        <StepChain steps={chainOf(pattern)} />
      </div>
      <CardFigures suggestion={suggestion} />
      <CardActions suggestion={suggestion} decide={decide} />
    </article>
  );
});

/** When the card that held the focus leaves, the list takes it, so that the keyboard goes on from there. */
function keepFocusInList(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) {
      document.querySelector<HTMLElement>('[role="tabpanel"]')?.focus({ preventScroll: true });
    }
  });
}

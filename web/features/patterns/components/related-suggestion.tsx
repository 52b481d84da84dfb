"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { tabPath } from "../../suggestions/feed-tab.ts";
import type { PatternDetail } from "../pattern.ts";
import { relatedSuggestionQuery } from "../queries.ts";
import { Section } from "./section.tsx";

const STATUS_WORDS = {
  open: "waits in your feed",
  kept: "kept",
  snoozed: "snoozed",
  dismissed: "dismissed",
} as const;

/** What Floyo suggests because of a pattern, where it does. */
export function RelatedSuggestion({ pattern }: { pattern: PatternDetail }) {
  const { db } = useBrowserDb();
  const suggestion = useQuery(relatedSuggestionQuery(db, pattern.id)).data;
  if (!suggestion) return null;
  return (
    <Section title="Suggested because of it" note={STATUS_WORDS[suggestion.status]}>
      <p className="[overflow-wrap:anywhere]">
        <Link
          href={tabPath(suggestion.status)}
          className="font-medium underline decoration-line-strong underline-offset-2 hover:decoration-ink"
        >
          <MarkedText text={suggestion.title} />
        </Link>
      </p>
    </Section>
  );
}

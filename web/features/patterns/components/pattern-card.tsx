"use client";

import Link from "next/link";
import { formatDay } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { MarkedText } from "../../../ui/marked-text.tsx";
import { kindWords, minutesWords, timesWords } from "../../suggestions/describe.ts";
import { nameOf, sentenceOf } from "../describe-pattern.ts";
import type { ListedPattern } from "../pattern.ts";
import { SmallPicture } from "./small-picture.tsx";

/** A pattern in the list: its name, its sentence, and its picture in small. */
export function PatternCard({ pattern }: { pattern: ListedPattern }) {
  const moment = useMoment();
  const minutes = minutesWords(pattern.stats.minutesPerMonth);
  return (
    <article className="card relative grid gap-x-6 gap-y-2 px-4 py-4 transition-colors hover:border-line-strong sm:px-5 md:grid-cols-[minmax(0,1fr)_auto]">
      <p className="flex flex-wrap gap-x-2 text-meta text-soft md:col-span-2">
        <span>{kindWords(pattern)}</span>
        <span aria-hidden="true">·</span>
        <span>seen {timesWords(pattern.stats.support)}</span>
        <span aria-hidden="true">·</span>
        <span>last {formatDay(Date.parse(pattern.last_seen_at), moment)}</span>
        {minutes ? (
          <>
            <span aria-hidden="true">·</span>
            <span>≈ {minutes} a month</span>
          </>
        ) : null}
      </p>
      <div className="min-w-0">
        <h2 className="font-semibold text-[15px] leading-[21px] tracking-tight [overflow-wrap:anywhere]">
          <Link
            href={`/patterns/${pattern.id}`}
            className="rounded-mark after:absolute after:inset-0 after:rounded-card"
          >
            <MarkedText text={nameOf(pattern)} />
          </Link>
        </h2>
        <p className="mt-1 max-w-[66ch] text-[13px] text-soft [overflow-wrap:anywhere]">
          <MarkedText text={sentenceOf(pattern)} />
        </p>
      </div>
      <div className="self-end md:max-w-[230px] md:justify-self-end">
        <SmallPicture pattern={pattern} />
      </div>
    </article>
  );
}

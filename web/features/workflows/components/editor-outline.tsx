"use client";

import type { Draft } from "../draft.ts";
import { stepTitle } from "../step-title.ts";
import { triggerWords } from "../trigger-words.ts";

/** The steps in a column, each a jump to its form; where there is room, the picture stands for it. */
export function EditorOutline({ draft, wrong }: { draft: Draft; wrong: ReadonlySet<number> }) {
  return (
    <nav aria-label="Steps" className="card px-4 py-4 sm:px-5 min-[1100px]:hidden">
      <ol className="grid gap-1">
        <Entry href="#trigger" mark="▸" isWrong={false}>
          {triggerWords(draft.trigger)}
        </Entry>
        {draft.steps.map((step, index) => (
          <Entry key={step.id} href={`#step-${step.id}`} mark={String(index + 1)} isWrong={wrong.has(index)}>
            {stepTitle(step)}
          </Entry>
        ))}
      </ol>
      {draft.steps.length === 0 ? (
        <p className="mt-2 text-[13px] text-soft">No step yet. It does nothing until it has one.</p>
      ) : null}
    </nav>
  );
}

interface EntryProps {
  href: string;
  mark: string;
  isWrong: boolean;
  children: string;
}

function Entry({ href, mark, isWrong, children }: EntryProps) {
  return (
    <li className="relative ps-9 not-last:before:absolute not-last:before:inset-y-0 not-last:before:start-[11px] not-last:before:top-6 not-last:before:h-[calc(100%-16px)] not-last:before:w-px not-last:before:bg-line-strong">
      <span
        aria-hidden="true"
        className={`absolute start-0 top-1 grid size-6 place-items-center rounded-control text-[12px] font-semibold ${isWrong ? "bg-warm-soft text-warm" : "bg-accent-soft text-accent"}`}
      >
        {mark}
      </span>
      <a
        href={href}
        className="block rounded-mark py-1.5 text-[13px] break-words hover:underline pointer-coarse:py-2.5"
      >
        {children}
        {isWrong ? <span className="text-warm"> · not right yet</span> : null}
      </a>
    </li>
  );
}

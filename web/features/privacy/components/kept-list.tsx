"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatCount } from "../../../lib/format-count.ts";
import { QueryState } from "../../../ui/query-state.tsx";
import { KEPT_WORDS, type KeptWords } from "../kept-words.ts";
import { keptRowsQuery } from "../queries.ts";

/** What Floyo knows of the person, table by table; the same list an export goes through. */
export function KeptList() {
  const { db } = useBrowserDb();
  const query = useQuery(keptRowsQuery(db));
  return (
    <QueryState
      noun="rows"
      query={query}
      empty={<p className="text-[13px] text-soft">Nothing is kept of you yet.</p>}
    >
      {(kept) => {
        const filled = kept.filter(({ rows }) => rows > 0).sort((one, other) => other.rows - one.rows);
        const empty = kept.filter(({ rows }) => rows === 0).map(({ name }) => wordsOf(name).short);
        return (
          <div className="grid gap-3 text-[13px]">
            <ul className="grid divide-y divide-line">
              {filled.map(({ name, rows }) => {
                const { what, href } = wordsOf(name);
                return (
                  <li key={name} className="flex items-baseline justify-between gap-4 py-2 first:pt-0">
                    {href ? (
                      <Link href={href} className="underline decoration-line-strong underline-offset-2">
                        {what}
                      </Link>
                    ) : (
                      <span>{what}</span>
                    )}
                    <span className="shrink-0 text-soft tabular-nums">{formatCount(rows)}</span>
                  </li>
                );
              })}
            </ul>
            {empty.length > 0 ? (
              <p className="text-meta text-soft">
                Nothing of yours: {new Intl.ListFormat("en", { type: "conjunction" }).format(empty)}.
              </p>
            ) : null}
          </div>
        );
      }}
    </QueryState>
  );
}

function wordsOf(name: string): KeptWords {
  return KEPT_WORDS[name] ?? { what: name, short: name };
}

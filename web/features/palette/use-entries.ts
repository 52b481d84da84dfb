"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { PLACES } from "../navigation/places.ts";
import { nameOf } from "../patterns/describe-pattern.ts";
import { mutesQuery, patternsQuery } from "../patterns/queries.ts";
import { kindWords } from "../suggestions/describe.ts";
import { suggestionsQuery } from "../suggestions/queries.ts";
import { timelinePath } from "../timeline/timeline-filter.ts";
import { chooseEntries, type PaletteEntry } from "./entry.ts";
import { type FoundFile, filesQuery, MIN_SEARCH } from "./queries.ts";
import { readRecent } from "./recent.ts";

const QUIET_MS = 180;

interface EntryGroup {
  name: string;
  entries: PaletteEntry[];
}

/** What the palette offers for a search; for none, what was chosen last and what is at hand. */
export function useEntries(search: string) {
  const { db } = useBrowserDb();
  const [recent] = useState(() => readRecent(window.sessionStorage));
  const words = search.trim();
  const asked = useQuiet(words);
  const patterns = useQuery(patternsQuery(db));
  const mutes = useQuery(mutesQuery(db));
  const suggestions = useQuery(suggestionsQuery(db, "open"));
  const files = useQuery(filesQuery(db, asked));

  const muted = new Set(mutes.data);
  const own = patterns.data?.filter((one) => one.withdrawn_at === null && !muted.has(one.fingerprint)) ?? [];
  const some = (entries: PaletteEntry[], limit: number) => chooseEntries(entries, words, limit);
  const groups: EntryGroup[] = [
    { name: "Recent", entries: words === "" ? recent : [] },
    { name: "Places", entries: some(PLACES.map(placeEntry), 12) },
    {
      name: "Suggestions",
      entries: some(
        (suggestions.data ?? []).map(({ title }) => ({ kind: "suggestion", href: "/feed", label: title })),
        words === "" ? 2 : 5,
      ).map(unique),
    },
    { name: "Patterns", entries: some(own.map(patternEntry), words === "" ? 3 : 6) },
    {
      name: "Files",
      entries: words.length >= MIN_SEARCH && files.data ? files.data.map(fileEntry) : [],
    },
  ];
  const isSearching = words.length >= MIN_SEARCH && (asked !== words || files.isFetching);
  const error = patterns.error ?? suggestions.error ?? (words.length >= MIN_SEARCH ? files.error : null);
  const shown = groups.filter(({ entries }) => entries.length > 0);
  return { groups: shown, isSearching, error, isNothing: shown.length === 0 && !isSearching && !error };
}

function placeEntry({ href, label }: { href: string; label: string }): PaletteEntry {
  return { kind: "place", href, label };
}

function patternEntry(pattern: Parameters<typeof nameOf>[0] & { id: string }): PaletteEntry {
  return {
    kind: "pattern",
    href: `/patterns/${pattern.id}`,
    label: nameOf(pattern),
    note: kindWords(pattern),
  };
}

function fileEntry({ path }: FoundFile): PaletteEntry {
  const slash = path.lastIndexOf("/");
  const folder = slash > 0 ? { note: path.slice(0, slash) } : {};
  return { kind: "file", href: timelinePath({ q: path }), label: path.slice(slash + 1), ...folder };
}

/** Suggestions share the feed's address; the list needs one for each. */
function unique(entry: PaletteEntry, index: number): PaletteEntry {
  return index === 0 ? entry : { ...entry, href: `${entry.href}#${index}` };
}

/** The value once it has been quiet for a moment. */
function useQuiet(value: string): string {
  const [quiet, setQuiet] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return quiet;
}

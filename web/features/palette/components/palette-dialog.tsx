"use client";

import * as Radix from "@radix-ui/react-dialog";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { MarkedText } from "../../../ui/marked-text.tsx";
import type { PaletteEntry } from "../entry.ts";
import { rememberEntry } from "../recent.ts";
import { useEntries } from "../use-entries.ts";

/** Everything by its name: places, suggestions, patterns, files. Arrows choose, Enter goes, Escape closes. */
export function PaletteDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [search, setSearch] = useState("");
  const before = useRef<HTMLElement | null>(null);
  const { groups, isSearching, error, isNothing } = useEntries(search);

  function choose(entry: PaletteEntry): void {
    rememberEntry(window.sessionStorage, entry);
    onClose();
    router.push(entry.href);
  }

  return (
    <Radix.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            before.current?.focus();
          }}
          className="fixed top-[max(12px,14dvh)] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-card border border-line bg-panel shadow-float motion-safe:animate-rise"
        >
          <Radix.Title className="sr-only">Search everything</Radix.Title>
          <Command label="Search everything" shouldFilter={false} loop>
            <Command.Input
              value={search}
              onValueChange={setSearch}
              maxLength={200}
              placeholder="Search places, files, patterns, suggestions"
              className="w-full border-line border-b bg-transparent px-4 py-3.5 text-ink outline-none! placeholder:text-soft focus-visible:border-accent"
            />
            <Command.List
              label="Results"
              className="max-h-[min(420px,58dvh)] scroll-py-2 overflow-y-auto p-1.5"
            >
              {groups.map(({ name, entries }) => (
                <Command.Group
                  key={name}
                  heading={name}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-tiny [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-soft"
                >
                  {entries.map((entry) => (
                    <Command.Item
                      key={entry.href}
                      value={`${name} ${entry.href}`}
                      onSelect={() => choose(entry)}
                      className="flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded-control px-2.5 py-1.5 text-[13px] data-[selected=true]:bg-accent-soft pointer-coarse:min-h-11"
                    >
                      <Label entry={entry} />
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {isSearching ? (
                <Command.Loading label="Searching files">
                  <p className="px-2.5 py-2 text-meta text-soft">Searching files…</p>
                </Command.Loading>
              ) : null}
            </Command.List>
            {error ? (
              <p role="alert" className="px-4 pb-3 text-meta text-warm">
                Not everything could be searched. {error.message}
              </p>
            ) : null}
            {isNothing ? (
              <p role="status" className="px-4 pb-4 text-[13px] text-soft">
                Nothing of yours is called “{search.trim()}”.
              </p>
            ) : null}
          </Command>
          <p
            aria-hidden="true"
            className="flex gap-4 border-line border-t px-4 py-2 text-tiny text-soft pointer-coarse:hidden"
          >
            <span>↑ ↓ choose</span>
            <span>Enter go</span>
            <span>Esc close</span>
          </p>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Label({ entry: { kind, label, note } }: { entry: PaletteEntry }) {
  return (
    <>
      <span className={`min-w-0 truncate ${kind === "file" ? "font-mono text-[12.5px]" : "font-medium"}`}>
        <MarkedText text={label} />
      </span>
      {note ? <span className="max-w-[45%] shrink-0 truncate text-meta text-soft">{note}</span> : null}
    </>
  );
}

"use client";

import * as Radix from "@radix-ui/react-popover";

/** A question mark beside a word; pressed, it says in a sentence what the word means here. */
export function Help({ about, children }: { about: string; children: string }) {
  return (
    <Radix.Root>
      <Radix.Trigger
        aria-label={`What “${about}” means`}
        className="relative inline-grid size-4 place-items-center rounded-full border border-line-strong align-[-2px] text-[10px] leading-none font-semibold text-soft after:absolute after:-inset-1.5 hover:border-ink hover:text-ink"
      >
        ?
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={12}
          className="z-50 w-[min(280px,calc(100vw-24px))] rounded-control border border-line bg-panel px-3 py-2.5 text-[13px] leading-[19px] shadow-float motion-safe:animate-rise"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

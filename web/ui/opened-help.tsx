"use client";

import * as Radix from "@radix-ui/react-popover";
import { type HelpProps, helpButton } from "./help.tsx";

/** The answer itself, open from its start: it is loaded because somebody pressed its mark. */
export function OpenedHelp({ about, children }: HelpProps) {
  return (
    <Radix.Root defaultOpen>
      <Radix.Trigger {...helpButton(about)}>?</Radix.Trigger>
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

"use client";

import * as Radix from "@radix-ui/react-tabs";
import type { ReactNode } from "react";

export interface TabItem {
  value: string;
  label: string;
  count?: number | undefined;
}

interface TabsProps {
  label: string;
  items: readonly TabItem[];
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

/** Tabs over one panel; arrows move between them. */
export function Tabs({ label, items, value, onChange, children }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange}>
      <Radix.List
        aria-label={label}
        className="-mx-4 flex gap-4 overflow-x-auto border-line border-b px-4 [scrollbar-width:none] sm:mx-0 sm:gap-5 sm:px-0"
      >
        {items.map((item) => (
          <Radix.Trigger
            key={item.value}
            value={item.value}
            className="-mx-1 -mb-px min-h-9 whitespace-nowrap rounded-t-mark px-1 border-transparent border-b-2 pb-1 text-[13px] font-medium text-soft hover:text-ink data-[state=active]:border-ink data-[state=active]:font-semibold data-[state=active]:text-ink -outline-offset-2 pointer-coarse:min-h-11"
          >
            {item.label}
            {item.count ? ` · ${item.count}` : ""}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={value} tabIndex={-1} className="outline-none">
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

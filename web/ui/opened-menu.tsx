"use client";

import * as Radix from "@radix-ui/react-dropdown-menu";
import Link from "next/link";
import type { MenuChoice, MenuProps } from "./menu.tsx";

/** The menu itself, open from its start: it is loaded because somebody pressed its button. */
export function OpenedMenu({ trigger, parts, align = "start", onClose }: MenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen onOpenChange={(isOpen) => (isOpen ? null : onClose?.())}>
      <Radix.Trigger {...trigger} />
      <Radix.Content
        align={align}
        sideOffset={6}
        collisionPadding={12}
        className="z-40 max-h-(--radix-dropdown-menu-content-available-height) w-[min(320px,calc(100vw-24px))] motion-safe:animate-rise rounded-card border border-line overflow-y-auto bg-panel p-1.5 shadow-float"
      >
        {parts.map(({ label, choices }) => (
          <Radix.Group
            key={label ?? choices[0]?.label}
            className="border-line py-1 not-first:mt-1 not-first:border-t not-first:pt-2"
          >
            {label ? <Radix.Label className="label-quiet truncate px-2.5 pb-1">{label}</Radix.Label> : null}
            {choices.map((choice) => (
              <Choice key={choice.label} choice={choice} />
            ))}
          </Radix.Group>
        ))}
      </Radix.Content>
    </Radix.Root>
  );
}

const CHOICE = "rounded-control px-2.5 outline-none data-highlighted:bg-bg";

function Choice({ choice: { label, detail, Icon, href, onSelect } }: { choice: MenuChoice }) {
  if (href !== undefined) {
    return (
      <Radix.Item asChild textValue={label}>
        <Link href={href} className={`${CHOICE} flex min-h-11 items-center gap-2.5 font-medium`}>
          {Icon ? <Icon /> : null}
          {label}
        </Link>
      </Radix.Item>
    );
  }
  return (
    <Radix.Item
      textValue={label}
      {...(onSelect ? { onSelect } : {})}
      className={`${CHOICE} grid py-1.5 pointer-coarse:py-2.5`}
    >
      <span className="text-[13px] font-medium">{label}</span>
      {detail ? <span className="text-meta text-soft">{detail}</span> : null}
    </Radix.Item>
  );
}

"use client";

import * as Radix from "@radix-ui/react-dropdown-menu";
import type { ReactNode } from "react";

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
}

/** A menu under its button, in the button's own place of the page; arrows move, Escape closes and gives the focus back. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Content
        align="start"
        sideOffset={6}
        collisionPadding={12}
        className="z-40 w-[min(320px,calc(100vw-24px))] motion-safe:animate-rise rounded-card border border-line bg-panel p-1.5 shadow-float"
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Radix.Group className="border-line py-1 not-first:mt-1 not-first:border-t not-first:pt-2">
      <Radix.Label className="label-quiet px-2.5 pb-1">{label}</Radix.Label>
      {children}
    </Radix.Group>
  );
}

interface MenuItemProps {
  label: string;
  detail?: string;
  onSelect: () => void;
}

export function MenuItem({ label, detail, onSelect }: MenuItemProps) {
  return (
    <Radix.Item
      textValue={label}
      onSelect={onSelect}
      className="grid rounded-control px-2.5 py-1.5 outline-none data-highlighted:bg-bg pointer-coarse:py-2.5"
    >
      <span className="text-[13px] font-medium">{label}</span>
      {detail ? <span className="text-meta text-soft">{detail}</span> : null}
    </Radix.Item>
  );
}

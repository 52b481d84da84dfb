"use client";

import * as Radix from "@radix-ui/react-dialog";
import { type ReactNode, useRef } from "react";
import { CloseIcon } from "./icons.tsx";

interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/**
 * Both open by state, so Radix knows no trigger to give the focus back to: it goes to what had it, or where that is
 * gone, nowhere.
 */
function useReturnFocus() {
  const before = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      before.current?.focus();
    },
  };
}

/** A question in the middle of the screen. */
export function Dialog({ isOpen, onOpenChange, title, description, children }: DialogProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          {...focus}
          {...(description ? {} : { "aria-describedby": undefined })}
          className="fixed top-1/2 left-1/2 z-40 grid max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 gap-4 overflow-y-auto rounded-card border border-line bg-panel p-5 shadow-float sm:p-6"
        >
          <div className="grid gap-1.5">
            <Radix.Title className="text-card font-semibold tracking-tight">{title}</Radix.Title>
            {description ? <Radix.Description className="text-soft">{description}</Radix.Description> : null}
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A panel at the right edge (the whole screen on a phone), for reading beside the page. */
export function SidePanel({ isOpen, onOpenChange, title, description, children }: DialogProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          {...focus}
          {...(description ? {} : { "aria-describedby": undefined })}
          className="fixed inset-y-0 end-0 z-40 flex w-full motion-safe:animate-slide-in flex-col border-line border-s bg-panel shadow-float sm:w-[480px]"
        >
          <header className="flex items-start justify-between gap-4 border-line border-b px-5 py-4 sm:px-6">
            <div className="grid gap-1">
              <Radix.Title className="text-card font-semibold tracking-tight">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="text-soft">{description}</Radix.Description>
              ) : null}
            </div>
            <Radix.Close
              aria-label="Close"
              className="-me-2 grid size-9 shrink-0 place-items-center rounded-control text-soft hover:text-ink pointer-coarse:size-11"
            >
              <CloseIcon />
            </Radix.Close>
          </header>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            tabIndex={0}
            aria-label={title}
            className="min-h-0 flex-1 overflow-y-auto px-5 py-5 sm:px-6"
          >
            {children}
          </section>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

"use client";

import * as Radix from "@radix-ui/react-toast";
import { type Toast, useToasts } from "../state/toasts.ts";
import { buttonClass } from "./button.tsx";
import { CloseIcon } from "./icons.tsx";
import { MessagePanel } from "./message-panel.tsx";

const SHOWN_MS = 8_000;

/** The toasts of `state/toasts.ts` at the lower edge; F8 moves the focus to them. What went wrong stays. */
export function ToastList() {
  const { list, close } = useToasts();
  return (
    <>
      <Radix.Provider duration={SHOWN_MS} label="Message">
        {list.map((toast) => (
          <OneToast key={toast.id} toast={toast} onClose={() => close(toast.id)} />
        ))}
        <Radix.Viewport className="fixed inset-x-4 bottom-20 z-50 mx-auto grid max-w-[420px] gap-2 outline-none md:bottom-6 print:hidden" />
      </Radix.Provider>
      <MessagePanel />
    </>
  );
}

interface OneToastProps {
  toast: Toast;
  onClose: () => void;
}

function OneToast({ toast: { title, detail, action, isWarning }, onClose }: OneToastProps) {
  return (
    <Radix.Root
      {...(isWarning ? { duration: Number.POSITIVE_INFINITY } : {})}
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      className={`flex motion-safe:animate-rise items-center gap-3 rounded-card border bg-panel py-2.5 pe-2.5 ps-4 shadow-float ${isWarning ? "border-warm" : "border-line-strong"}`}
    >
      <div className="min-w-0 flex-1">
        <Radix.Title className={`text-[13px] font-semibold ${isWarning ? "text-warm" : ""}`}>
          {title}
        </Radix.Title>
        {detail ? (
          <Radix.Description className="text-meta text-soft [overflow-wrap:anywhere]">
            {detail}
          </Radix.Description>
        ) : null}
      </div>
      {action ? (
        <Radix.Action altText={`${action.label}, also possible from the list`} asChild>
          <button type="button" className={buttonClass("secondary")} onClick={action.run}>
            {action.label}
          </button>
        </Radix.Action>
      ) : null}
      {isWarning ? (
        <Radix.Close
          aria-label={`Dismiss: ${title}`}
          className="grid size-9 shrink-0 place-items-center rounded-control text-soft hover:text-ink pointer-coarse:size-11"
        >
          <CloseIcon />
        </Radix.Close>
      ) : null}
    </Radix.Root>
  );
}

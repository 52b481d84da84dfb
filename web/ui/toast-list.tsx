"use client";

import * as Toast from "@radix-ui/react-toast";
import { useToasts } from "../state/toasts.ts";
import { buttonClass } from "./button.tsx";

const SHOWN_MS = 8_000;

/** The toasts of `state/toasts.ts` at the lower edge; F8 moves the focus to them. */
export function ToastList() {
  const { list, close } = useToasts();
  return (
    <Toast.Provider duration={SHOWN_MS} label="Message">
      {list.map(({ id, title, detail, action }) => (
        <Toast.Root
          key={id}
          onOpenChange={(isOpen) => (isOpen ? null : close(id))}
          className="flex motion-safe:animate-rise items-center gap-3 rounded-card border border-line-strong bg-panel py-2.5 pe-2.5 ps-4 shadow-float"
        >
          <div className="min-w-0 flex-1">
            <Toast.Title className="text-[13px] font-semibold">{title}</Toast.Title>
            {detail ? <Toast.Description className="text-meta text-soft">{detail}</Toast.Description> : null}
          </div>
          {action ? (
            <Toast.Action altText={`${action.label}, also possible from the list`} asChild>
              <button type="button" className={buttonClass("secondary")} onClick={action.run}>
                {action.label}
              </button>
            </Toast.Action>
          ) : null}
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed right-4 bottom-20 left-4 z-50 mx-auto grid max-w-[420px] gap-2 outline-none md:bottom-6" />
    </Toast.Provider>
  );
}

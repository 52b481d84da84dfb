"use client";

interface NewButtonProps {
  count: number;
  onShow: () => void;
}

/** What arrived while the page was in use waits here, so that nothing moves under a person's hands. */
export function NewButton({ count, onShow }: NewButtonProps) {
  return (
    <div className="sticky top-3 z-20 flex h-0 justify-center">
      <button
        type="button"
        onClick={() => {
          onShow();
          window.scrollTo({ top: 0 });
        }}
        className="motion-safe:animate-rise mt-2 inline-flex h-9 items-center gap-2 rounded-full border border-accent-line bg-accent-soft px-4 text-[13px] font-semibold text-accent shadow-float"
      >
        <span aria-hidden="true" className="size-[7px] rounded-full bg-accent" />
        {count} new
      </button>
    </div>
  );
}

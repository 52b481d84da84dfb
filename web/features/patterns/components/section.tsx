import { type ReactNode, useId } from "react";
import { CardBoundary } from "../../../ui/card-boundary.tsx";

/** One part of a pattern's page: a card with a heading. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="card grid min-w-0 content-start gap-3 px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={id} className="text-[15px] font-semibold tracking-tight">
          {title}
        </h2>
        {note ? <p className="text-meta text-soft">{note}</p> : null}
      </div>
      <CardBoundary name={title}>{children}</CardBoundary>
    </section>
  );
}

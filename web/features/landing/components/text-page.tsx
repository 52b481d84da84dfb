import type { ReactNode } from "react";

interface TextPageProps {
  title: string;
  intro: ReactNode;
  children: ReactNode;
}

/** A page to read: one column, one title. */
export function TextPage({ title, intro, children }: TextPageProps) {
  return (
    <article className="mx-auto grid w-full max-w-[720px] gap-9 pt-6 pb-8 sm:pt-10">
      <header className="grid gap-3">
        <h1 className="text-[28px] leading-[34px] font-semibold tracking-tight text-balance">{title}</h1>
        <div className="max-w-[62ch] text-[16px] leading-6 text-soft">{intro}</div>
      </header>
      {children}
    </article>
  );
}

interface TextSectionProps {
  id: string;
  title: string;
  children: ReactNode;
}

export function TextSection({ id, title, children }: TextSectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="grid scroll-mt-6 gap-3">
      <h2 id={`${id}-title`} className="text-card font-semibold tracking-tight">
        {title}
      </h2>
      <div className="grid max-w-[66ch] gap-3 text-[15px] leading-6">{children}</div>
    </section>
  );
}

/** Rows of a term and what is said of it, split by hairlines. */
export function Facts({ rows }: { rows: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className="divide-y divide-line border-line border-y">
      {rows.map(([term, fact], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows never change their places.
        <div key={index} className="grid gap-x-6 gap-y-0.5 py-2.5 sm:grid-cols-[200px_1fr]">
          <dt className="font-medium">{term}</dt>
          <dd className="text-soft">{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Code({ children }: { children: string }) {
  return (
    <section
      aria-label="Example"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto rounded-[10px] border border-line bg-panel px-3.5 py-2.5"
    >
      <pre className="font-mono text-[12.5px] leading-5">{children}</pre>
    </section>
  );
}

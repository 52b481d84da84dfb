import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** The heading's level: 1 where it is all that the page says. (Default: 2) */
  level?: 1 | 2;
}

/** What a list shows before there is anything in it: what will stand here, and the one next action. */
export function EmptyState({ title, children, action, level = 2 }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <section className="card grid justify-items-start gap-3 px-5 py-7 sm:px-8 sm:py-9">
      <Heading className="text-card font-semibold tracking-tight">{title}</Heading>
      <div className="max-w-[56ch] text-body text-soft">{children}</div>
      {action ? <div className="mt-1 flex flex-wrap gap-2">{action}</div> : null}
    </section>
  );
}

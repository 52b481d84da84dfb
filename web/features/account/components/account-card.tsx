import type { ReactNode } from "react";

interface AccountCardProps {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}

export function AccountCard({ title, intro, children, footer }: AccountCardProps) {
  return (
    <>
      <section className="card grid gap-5 p-6 sm:p-7">
        <div className="grid gap-1.5">
          <h1 className="text-title font-semibold tracking-tight">{title}</h1>
          {intro ? <p className="text-soft">{intro}</p> : null}
        </div>
        {children}
      </section>
      {footer ? <p className="mt-5 text-center text-[13px] text-soft">{footer}</p> : null}
    </>
  );
}

export const LINK_CLASS =
  "font-medium text-ink underline decoration-line-strong underline-offset-3 hover:decoration-ink";

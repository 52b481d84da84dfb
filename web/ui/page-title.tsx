import type { ReactNode } from "react";

export function PageTitle({ children, intro }: { children: string; intro?: ReactNode }) {
  return (
    <header className="grid gap-1">
      <h1 className="text-title font-semibold tracking-tight">{children}</h1>
      {intro ? <p className="max-w-[64ch] text-soft">{intro}</p> : null}
    </header>
  );
}

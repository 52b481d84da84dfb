import type { ReactNode } from "react";
import { CardBoundary } from "../../../ui/card-boundary.tsx";

interface SettingsSectionProps {
  id: string;
  title: string;
  intro?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

export function SettingsSection({ id, title, intro, action, children }: SettingsSectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="card scroll-mt-6 px-4 py-4 sm:px-[22px] sm:py-5"
    >
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-0.5">
          <h2 id={`${id}-title`} className="text-card font-semibold tracking-tight">
            {title}
          </h2>
          {intro ? <p className="max-w-[58ch] text-[13px] text-soft">{intro}</p> : null}
        </div>
        {action}
      </div>
      {children ? (
        <div className="mt-4">
          <CardBoundary name={`“${title}”`}>{children}</CardBoundary>
        </div>
      ) : null}
    </section>
  );
}

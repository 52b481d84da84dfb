import type { ReactNode } from "react";

interface NoticeProps {
  tone?: "quiet" | "warm";
  role?: "status" | "alert";
  children: ReactNode;
}

/** A short message in the flow of a page. */
export function Notice({ tone = "quiet", role, children }: NoticeProps) {
  const look = tone === "warm" ? "border-transparent bg-warm-soft text-warm" : "border-line bg-bg text-ink";
  return (
    <div role={role} className={`rounded-control border px-3 py-2.5 text-[13px] leading-5 ${look}`}>
      {children}
    </div>
  );
}

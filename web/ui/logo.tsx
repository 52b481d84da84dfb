/** The mark: a file's way, and the shorter one beside it. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold text-[16px] tracking-tight text-ink">
      <svg width="22" height="18" viewBox="0 0 22 18" fill="none" aria-hidden="true">
        <path d="M3 14.5c5.4 0 4.6-11 10-11h6" stroke="var(--accent)" strokeWidth="2" strokeLinecap="round" />
        <circle cx="3" cy="14.5" r="2.2" fill="var(--accent)" />
        <path d="M12 14.5h7" stroke="var(--soft)" strokeWidth="1.8" strokeLinecap="round" opacity="0.7" />
        <circle cx="12" cy="14.5" r="1.6" fill="var(--soft)" />
      </svg>
      Floyo
    </span>
  );
}

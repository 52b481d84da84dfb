import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "../../../ui/button.tsx";
import { Logo } from "../../../ui/logo.tsx";

const LINKS = [
  { href: "/look", label: "Try your own log" },
  { href: "/docs", label: "Docs" },
  { href: "/pricing", label: "Pricing" },
  { href: "/privacy", label: "Privacy" },
] as const;

/** Head and foot of the pages that everybody may see. */
export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[1120px] flex-col px-5">
      <a
        href="#content"
        className="fixed start-2 top-2 z-50 -translate-y-16 rounded-control bg-accent px-3 py-2 font-semibold text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <header className="flex items-center justify-between gap-4 py-5 print:hidden">
        <Link href="/" aria-label="Floyo, to the start page" className="inline-flex rounded-control">
          <Logo />
        </Link>
        <nav aria-label="Pages" className="flex items-center gap-1">
          {LINKS.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              prefetch={false}
              className="hidden min-h-9 items-center rounded-control px-2.5 text-[13px] font-medium text-soft hover:text-ink sm:inline-flex"
            >
              {label}
            </Link>
          ))}
          <Link href="/sign-in" prefetch={false} className={buttonClass("secondary", "sm:ms-2")}>
            Sign in
          </Link>
        </nav>
      </header>
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <footer className="mt-10 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line border-t py-6 text-[13px] text-soft print:hidden">
        <p>Floyo is open source, under Apache-2.0.</p>
        <nav aria-label="More pages" className="-mx-2 flex flex-wrap">
          {LINKS.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              prefetch={false}
              className="inline-flex min-h-11 items-center rounded-control px-2 hover:text-ink"
            >
              {label}
            </Link>
          ))}
          <Link
            href="/sign-up"
            prefetch={false}
            className="inline-flex min-h-11 items-center rounded-control px-2 hover:text-ink"
          >
            Create account
          </Link>
        </nav>
      </footer>
    </div>
  );
}

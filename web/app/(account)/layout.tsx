import Link from "next/link";
import type { ReactNode } from "react";
import { Logo } from "../../ui/logo.tsx";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[400px] flex-col px-5">
      <header className="pt-7">
        <Link href="/" aria-label="Floyo, to the start page" className="inline-flex rounded-control">
          <Logo />
        </Link>
      </header>
      <main className="grid flex-1 content-center py-10">{children}</main>
    </div>
  );
}

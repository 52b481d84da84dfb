import Link from "next/link";
import type { ReactNode } from "react";
import { ForgetHere } from "../../features/offline/components/forget-here.tsx";
import { findUser } from "../../lib/require-user.ts";
import { Logo } from "../../ui/logo.tsx";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  // Auth may be away, which is no sign of anybody having signed out.
  const isNobody = await findUser().then(
    (user) => user === null,
    () => false,
  );
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[400px] flex-col px-5">
      {isNobody ? <ForgetHere /> : null}
      <header className="pt-7">
        <Link href="/" aria-label="Floyo, to the start page" className="inline-flex rounded-control">
          <Logo />
        </Link>
      </header>
      <main className="grid flex-1 content-center py-10">{children}</main>
    </div>
  );
}

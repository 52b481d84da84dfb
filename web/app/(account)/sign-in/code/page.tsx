import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountCard, LINK_CLASS } from "../../../../features/account/components/account-card.tsx";
import { CodeForm } from "../../../../features/account/components/code-forms.tsx";
import { SignOutLink } from "../../../../features/account/components/sign-out-link.tsx";
import type { PageQuery } from "../../../../lib/page-query.ts";
import { findUser } from "../../../../lib/require-user.ts";
import { safePath } from "../../../../lib/safe-path.ts";

export const metadata: Metadata = { title: "Second step" };

export default async function CodePage({ searchParams }: PageQuery) {
  const next = safePath((await searchParams).next);
  const user = await findUser();
  if (!user) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  if (!user.lacksCode) redirect(next);
  return (
    <AccountCard
      title="Second step"
      intro={
        <>
          Signing in as <span className="break-words text-ink">{user.email}</span>.
        </>
      }
      footer={
        <>
          Lost the app?{" "}
          <Link href="/sign-in/recovery" className={LINK_CLASS}>
            Use a recovery code
          </Link>
          {" · "}
          <SignOutLink />
        </>
      }
    >
      <CodeForm next={next} />
    </AccountCard>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountCard, LINK_CLASS } from "../../../../features/account/components/account-card.tsx";
import { LinkForm } from "../../../../features/account/components/link-form.tsx";
import type { PageQuery } from "../../../../lib/page-query.ts";
import { findUser } from "../../../../lib/require-user.ts";
import { safePath } from "../../../../lib/safe-path.ts";

export const metadata: Metadata = { title: "Sign in by mail" };

export default async function LinkPage({ searchParams }: PageQuery) {
  const next = safePath((await searchParams).next);
  if (await findUser().catch(() => null)) redirect(next);
  return (
    <AccountCard
      title="Sign in by mail"
      intro="We send you a link. Open it in this browser; no password is needed."
      footer={
        <Link href={`/sign-in?next=${encodeURIComponent(next)}`} className={LINK_CLASS}>
          Sign in with the password
        </Link>
      }
    >
      <LinkForm next={next} />
    </AccountCard>
  );
}

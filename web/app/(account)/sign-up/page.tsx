import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountCard, LINK_CLASS } from "../../../features/account/components/account-card.tsx";
import { ProviderLinks } from "../../../features/account/components/provider-links.tsx";
import { SignUpForm } from "../../../features/account/components/sign-up-form.tsx";
import type { PageQuery } from "../../../lib/page-query.ts";
import { findUser } from "../../../lib/require-user.ts";
import { HOME_PATH, isInvitation, safePath } from "../../../lib/safe-path.ts";
import { Notice } from "../../../ui/notice.tsx";

export const metadata: Metadata = { title: "Create account" };

export default async function SignUpPage({ searchParams }: PageQuery) {
  const next = safePath((await searchParams).next, "");
  // Auth may be away; this page has something to say all the same.
  if (await findUser().catch(() => null)) redirect(next || HOME_PATH);
  return (
    <AccountCard
      title="Create your account"
      intro="You confirm the address by mail, then choose where Floyo should look."
      footer={
        <>
          You have an account?{" "}
          <Link href={next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in"} className={LINK_CLASS}>
            Sign in
          </Link>
        </>
      }
    >
      {isInvitation(next) ? (
        <Notice role="status">You are invited. Use the address that the mail was sent to.</Notice>
      ) : null}
      <SignUpForm next={next} />
      <ProviderLinks next={next} />
    </AccountCard>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountCard, LINK_CLASS } from "../../../features/account/components/account-card.tsx";
import { SignInForm } from "../../../features/account/components/sign-in-form.tsx";
import type { PageQuery } from "../../../lib/page-query.ts";
import { findUser } from "../../../lib/require-user.ts";
import { HOME_PATH, safePath } from "../../../lib/safe-path.ts";
import { Notice } from "../../../ui/notice.tsx";

export const metadata: Metadata = { title: "Sign in" };

const NOTICES: Record<string, string> = {
  confirmed: "Your address is confirmed. Sign in to go on.",
  "link-expired": "This link was used before or is too old. Sign in, or ask for a new one.",
  "signed-out": "You are signed out on this device.",
  "session-over": "Your session ended. Sign in to go on where you were.",
};

export default async function SignInPage({ searchParams }: PageQuery) {
  const query = await searchParams;
  const next = safePath(query.next);
  // Auth may be away; this page has something to say all the same.
  if (await findUser().catch(() => null)) redirect(next);
  const notice = typeof query.notice === "string" ? NOTICES[query.notice] : undefined;
  return (
    <AccountCard
      title="Sign in"
      footer={
        <>
          New here?{" "}
          <Link href="/sign-up" className={LINK_CLASS}>
            Create an account
          </Link>
          {" · "}
          <Link href="/reset" className={LINK_CLASS}>
            Forgot the password?
          </Link>
        </>
      }
    >
      {notice ? <Notice role="status">{notice}</Notice> : null}
      {!notice && next !== HOME_PATH ? <Notice role="status">Sign in to open this page.</Notice> : null}
      <SignInForm next={next} />
    </AccountCard>
  );
}

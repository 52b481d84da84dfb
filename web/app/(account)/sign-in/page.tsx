import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountCard, LINK_CLASS } from "../../../features/account/components/account-card.tsx";
import { ProviderLinks } from "../../../features/account/components/provider-links.tsx";
import { SignInForm } from "../../../features/account/components/sign-in-form.tsx";
import type { PageQuery } from "../../../lib/page-query.ts";
import { findUser } from "../../../lib/require-user.ts";
import { HOME_PATH, isInvitation, safePath } from "../../../lib/safe-path.ts";
import { Notice } from "../../../ui/notice.tsx";

export const metadata: Metadata = { title: "Sign in" };

const NOTICES: Record<string, string> = {
  confirmed: "Your address is confirmed. Sign in to go on.",
  "link-expired": "This link was used before or is too old. Sign in, or ask for a new one.",
  "signed-out": "You are signed out on this device.",
  "provider-failed": "Signing in there did not work. Nothing was changed; try again, or use your password.",
  "provider-refused": "You did not allow signing in there. Nothing was changed.",
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
          <Link href={`/sign-up?next=${encodeURIComponent(next)}`} className={LINK_CLASS}>
            Create an account
          </Link>
          {" · "}
          <Link href="/reset" className={LINK_CLASS}>
            Forgot the password?
          </Link>
        </>
      }
    >
      {query.next && isInvitation(next) ? (
        <Notice role="status">
          Sign in to see the invitation, with the address that the mail was sent to.
        </Notice>
      ) : null}
      {notice ? <Notice role="status">{notice}</Notice> : null}
      {!notice && next !== HOME_PATH && !isInvitation(next) ? (
        <Notice role="status">Sign in to open this page.</Notice>
      ) : null}
      <SignInForm next={next} />
      <p className="-mt-1 text-center text-[13px]">
        <Link href={`/sign-in/link?next=${encodeURIComponent(next)}`} className={LINK_CLASS}>
          Mail me a link instead
        </Link>
      </p>
      <ProviderLinks next={next} />
    </AccountCard>
  );
}

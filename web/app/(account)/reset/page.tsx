import type { Metadata } from "next";
import Link from "next/link";
import { AccountCard, LINK_CLASS } from "../../../features/account/components/account-card.tsx";
import { RequestResetForm } from "../../../features/account/components/reset-forms.tsx";
import type { PageQuery } from "../../../lib/page-query.ts";
import { Notice } from "../../../ui/notice.tsx";

export const metadata: Metadata = { title: "Reset password" };

export default async function ResetPage({ searchParams }: PageQuery) {
  const { notice } = await searchParams;
  return (
    <AccountCard
      title="Reset your password"
      intro="We send you a link to set a new one."
      footer={
        <Link href="/sign-in" className={LINK_CLASS}>
          Back to sign in
        </Link>
      }
    >
      {notice === "expired" ? (
        <Notice tone="warm" role="status">
          That link was used before or is too old. Ask for a new one.
        </Notice>
      ) : null}
      <RequestResetForm />
    </AccountCard>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountCard, LINK_CLASS } from "../../../features/account/components/account-card.tsx";
import { ResendMail } from "../../../features/account/components/resend-mail.tsx";
import { pendingMail } from "../../../features/account/pending-mail.ts";

export const metadata: Metadata = { title: "Check your mail" };

export default async function CheckMailPage() {
  const mail = await pendingMail();
  if (!mail) redirect("/sign-in");
  const isRecovery = mail.kind === "recovery";
  return (
    <AccountCard
      title="Check your mail"
      footer={
        <Link href="/sign-in" className={LINK_CLASS}>
          Back to sign in
        </Link>
      }
    >
      <div className="grid gap-3 text-soft">
        <p>
          {isRecovery ? "If there is an account for " : "We sent a link to "}
          <strong className="font-semibold break-words text-ink">{mail.email}</strong>
          {isRecovery
            ? ", a link to set a new password is on its way."
            : ". Open it on this device to confirm the address."}
        </p>
        <p>
          {isRecovery ? (
            "It works for an hour and once."
          ) : (
            <>
              Nothing there after a minute? Look into the spam folder. If you have an account already, no mail
              is sent:{" "}
              <Link href="/sign-in" className={LINK_CLASS}>
                sign in
              </Link>{" "}
              or{" "}
              <Link href="/reset" className={LINK_CLASS}>
                reset the password
              </Link>
              .
            </>
          )}
        </p>
      </div>
      <ResendMail />
    </AccountCard>
  );
}

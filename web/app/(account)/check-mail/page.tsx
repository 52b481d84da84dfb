import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountCard, LINK_CLASS } from "../../../features/account/components/account-card.tsx";
import { ResendMail } from "../../../features/account/components/resend-mail.tsx";
import { pendingMail } from "../../../features/account/pending-mail.ts";

export const metadata: Metadata = { title: "Check your mail" };

const WHAT_THEN = {
  recovery: ", a link to set a new password is on its way.",
  link: ", a link that signs you in is on its way. Open it in this browser.",
  signup: ". Open it on this device to confirm the address.",
} as const;

export default async function CheckMailPage() {
  const mail = await pendingMail();
  if (!mail) redirect("/sign-in");
  const isForKnown = mail.kind !== "signup";
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
          {isForKnown ? "If there is an account for " : "We sent a link to "}
          <strong className="font-semibold break-words text-ink">{mail.email}</strong>
          {WHAT_THEN[mail.kind]}
        </p>
        <p>
          {isForKnown ? (
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

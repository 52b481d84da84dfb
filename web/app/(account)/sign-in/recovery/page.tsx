import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountCard, LINK_CLASS } from "../../../../features/account/components/account-card.tsx";
import { RecoveryForm } from "../../../../features/account/components/code-forms.tsx";
import { findUser } from "../../../../lib/require-user.ts";
import { HOME_PATH } from "../../../../lib/safe-path.ts";

export const metadata: Metadata = { title: "Recovery code" };

export default async function RecoveryPage() {
  const user = await findUser();
  if (!user) redirect("/sign-in");
  if (!user.lacksCode) redirect(HOME_PATH);
  return (
    <AccountCard
      title="Use a recovery code"
      intro="One of the ten that you saved when you added the authenticator app."
      footer={
        <Link href="/sign-in/code" className={LINK_CLASS}>
          I have the app after all
        </Link>
      }
    >
      <ul className="grid list-disc gap-1 ps-4 text-[13px] text-soft marker:text-line-strong">
        <li>It removes your authenticator apps: until you add one again, the password alone signs in.</li>
        <li>It signs out every other device, and the other nine codes end.</li>
        <li>It is noted in the log of your account.</li>
      </ul>
      <RecoveryForm />
    </AccountCard>
  );
}

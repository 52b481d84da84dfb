import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountCard, LINK_CLASS } from "../../../features/account/components/account-card.tsx";
import { SignUpForm } from "../../../features/account/components/sign-up-form.tsx";
import { findUser } from "../../../lib/require-user.ts";

export const metadata: Metadata = { title: "Create account" };

export default async function SignUpPage() {
  // Auth may be away; this page has something to say all the same.
  if (await findUser().catch(() => null)) redirect("/feed");
  return (
    <AccountCard
      title="Create your account"
      intro="You confirm the address by mail, then choose where Floyo should look."
      footer={
        <>
          You have an account?{" "}
          <Link href="/sign-in" className={LINK_CLASS}>
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm />
    </AccountCard>
  );
}

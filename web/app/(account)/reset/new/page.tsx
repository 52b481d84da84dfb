import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "../../../../features/account/components/account-card.tsx";
import { NewPasswordForm } from "../../../../features/account/components/reset-forms.tsx";
import { findUser } from "../../../../lib/require-user.ts";

export const metadata: Metadata = { title: "New password" };

export default async function NewPasswordPage() {
  const user = await findUser();
  if (!user) redirect("/reset?notice=expired");
  if (user.lacksCode) redirect("/sign-in/code?next=/reset/new");
  return (
    <AccountCard title="Choose a new password" intro={`For ${user.email}.`}>
      <NewPasswordForm />
    </AccountCard>
  );
}

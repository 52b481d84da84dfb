import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ChangeEmail, ChangePassword } from "../../../../features/account/components/change-forms.tsx";
import { RecoverySection } from "../../../../features/mfa/components/recovery-section.tsx";
import { SecondStep } from "../../../../features/mfa/components/second-step.tsx";
import type { Factor } from "../../../../features/mfa/factor.ts";
import { SessionList } from "../../../../features/sessions/components/session-list.tsx";
import { sessionsQuery } from "../../../../features/sessions/queries.ts";
import { SettingsSection } from "../../../../features/settings/components/settings-section.tsx";
import { SettingsTitle } from "../../../../features/settings/components/settings-title.tsx";
import type { ServerDb } from "../../../../lib/db.ts";
import type { PageQuery } from "../../../../lib/page-query.ts";
import { prefetch } from "../../../../lib/prefetch.ts";
import { requireUser } from "../../../../lib/require-user.ts";
import { readingClient } from "../../../../lib/supabase-server.ts";
import { Notice } from "../../../../ui/notice.tsx";

export const metadata: Metadata = { title: "Security" };

const NOTICES: Record<string, string> = {
  recovered:
    "You are in. Your authenticator apps are removed and every other device was signed out: add an app again, with new recovery codes.",
  "email-half": "This mailbox agreed. Open the link in the other one as well; then the address changes.",
  "email-changed": "Your new address holds from now on.",
};

export default async function SecurityPage({ searchParams }: PageQuery) {
  const user = await requireUser("/settings/security");
  const db = await readingClient();
  const [{ notice }, factors, left, state] = await Promise.all([
    searchParams,
    factorsOf(db),
    db.rpc("recovery_codes_left"),
    prefetch((client) => [client.prefetchQuery(sessionsQuery(() => db))]),
  ]);
  const words = typeof notice === "string" ? NOTICES[notice] : undefined;
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
        <SettingsTitle here="/settings/security" title="Security" />
        {words ? (
          <Notice role="status" tone={notice === "recovered" ? "warm" : "quiet"}>
            {words}
          </Notice>
        ) : null}
        <SettingsSection
          id="second-step"
          title="Second step"
          intro="A code from an app on your phone, besides the password. Whoever learns the password still stays outside."
        >
          <SecondStep factors={factors} />
          {factors.length > 0 ? (
            <RecoverySection left={typeof left.data === "number" ? left.data : 0} />
          ) : null}
        </SettingsSection>
        <SettingsSection
          id="devices"
          title="Devices"
          intro="Where you are signed in. Signing out there takes effect at once."
        >
          <SessionList />
        </SettingsSection>
        <SettingsSection id="password" title="Password">
          <div className="max-w-[420px]">
            <ChangePassword />
          </div>
        </SettingsSection>
        <SettingsSection
          id="email"
          title="E-mail"
          intro={
            <>
              Now <span className="break-all text-ink">{user.email}</span>. Both mailboxes must agree to a
              change.
            </>
          }
        >
          <div className="max-w-[420px]">
            <ChangeEmail />
          </div>
        </SettingsSection>
      </main>
    </HydrationBoundary>
  );
}

async function factorsOf(db: ServerDb): Promise<Factor[]> {
  const { data } = await db.auth.getUser();
  return (data.user?.factors ?? [])
    .filter(({ status }) => status === "verified")
    .map(({ id, friendly_name, created_at }) => ({
      id,
      name: friendly_name || "Authenticator app",
      addedAt: created_at,
    }));
}

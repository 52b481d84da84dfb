import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { SignOut } from "../../../features/account/components/sign-out.tsx";
import { ProfileForm } from "../../../features/profile/components/profile-form.tsx";
import { profileQuery } from "../../../features/profile/queries.ts";
import { LookChoice } from "../../../features/settings/components/look-choice.tsx";
import { SettingsSection } from "../../../features/settings/components/settings-section.tsx";
import { SettingsTitle } from "../../../features/settings/components/settings-title.tsx";
import { prefetch } from "../../../lib/prefetch.ts";
import { requireUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { THEME_COOKIE, Theme } from "../../../lib/theme.ts";
import { buttonClass } from "../../../ui/button.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const user = await requireUser("/settings");
  const db = await readingClient();
  const source = () => db;
  const state = await prefetch((client) => [client.prefetchQuery(profileQuery(source))]);
  const theme = Theme.parse((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <HydrationBoundary state={state}>
      <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
        <SettingsTitle here="/settings" title="Settings" />
        <SettingsSection id="profile" title="Profile" intro="Days and times in Floyo follow your time zone.">
          <ProfileForm userId={user.id} email={user.email} />
        </SettingsSection>
        <SettingsSection
          id="sources"
          title="Sources and device keys"
          intro="Watched folders, devices, imported logs, and the keys of programs that send events for you."
          action={
            <Link href="/sources" className={buttonClass("secondary")}>
              Open sources
            </Link>
          }
        />
        <SettingsSection id="look" title="Look">
          <LookChoice initial={theme} />
        </SettingsSection>
        <SettingsSection
          id="account"
          title="Account"
          intro={
            <>
              Signed in as <span className="break-all text-ink">{user.email}</span>.
            </>
          }
          action={<SignOut />}
        >
          <p className="text-[13px] text-soft">
            Signing out ends this device's session only. Password, address, second step and other devices are
            under{" "}
            <Link
              href="/settings/security"
              className="font-medium text-ink underline decoration-line-strong underline-offset-2"
            >
              Security
            </Link>
            .
          </p>
        </SettingsSection>
      </main>
    </HydrationBoundary>
  );
}

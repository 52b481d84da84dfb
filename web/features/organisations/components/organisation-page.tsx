"use client";

import { may } from "@floyo/shared/access/permissions.ts";
import { ROLE_SAYS } from "@floyo/shared/access/roles.ts";
import Link from "next/link";
import { buttonClass } from "../../../ui/button.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { PageSkeleton } from "../../../ui/page-skeleton.tsx";
import { InvitationSection } from "../../members/components/invitation-section.tsx";
import { MemberList } from "../../members/components/member-list.tsx";
import { SettingsSection } from "../../settings/components/settings-section.tsx";
import { SettingsTitle } from "../../settings/components/settings-title.tsx";
import { roleWord } from "../role-word.ts";
import { useOrganisations } from "../use-organisations.ts";
import { DeletedBanner } from "./deleted-banner.tsx";
import { EndSection } from "./end-section.tsx";
import { NameForm } from "./name-form.tsx";
import { NoOrganisation } from "./no-organisation.tsx";
import { RolesTable } from "./roles-table.tsx";

/** Name, people, invitations and the end of one organisation: what the person's role allows of it. */
export function OrganisationPage({ id, userId }: { id: string; userId: string }) {
  const query = useOrganisations(userId);
  if (query.isPending) return <PageSkeleton title="Organisation" cards={4} />;
  if (!query.data) {
    return (
      <main className="mx-auto w-full max-w-[760px] px-4 pt-6 pb-8 sm:px-6">
        <ErrorState
          title="The organisation could not be read"
          message={query.error?.message ?? ""}
          onRetry={() => query.refetch()}
        />
      </main>
    );
  }
  const organisation = query.data.find((one) => one.id === id && one.kind === "team");
  if (!organisation) return <NoOrganisation />;
  const { role, name } = organisation;
  return (
    <main className="mx-auto grid w-full max-w-[760px] grid-cols-[minmax(0,1fr)] gap-4 px-4 pt-6 pb-8 sm:px-6">
      <SettingsTitle
        here="/settings/organisations"
        title={name}
        intro={`You are ${roleWord(role)}. ${ROLE_SAYS[role]}`}
      />
      {organisation.deletedAt ? (
        <DeletedBanner organisation={organisation} />
      ) : (
        <>
          {may(role, "org.write") ? (
            <SettingsSection id="name" title="Name and settings">
              <NameForm key={`${name}|${organisation.minPeople}`} organisation={organisation} />
            </SettingsSection>
          ) : null}
          <SettingsSection
            id="members"
            title="Members"
            intro="Everybody sees who is a member, and nobody else's events."
          >
            <MemberList organisation={organisation} />
          </SettingsSection>
          {may(role, "members.invite") ? <InvitationSection orgId={id} /> : null}
          <SettingsSection id="roles" title="What each role may do">
            <RolesTable mine={role} />
          </SettingsSection>
          <SettingsSection
            id="shared"
            title="Shared routines"
            intro={`What at least ${organisation.minPeople} people here do alike, told without names of files or people.`}
            action={
              <Link href={`/settings/organisations/${id}/shared`} className={buttonClass("secondary")}>
                Open
              </Link>
            }
          />
          {may(role, "audit.read") ? (
            <SettingsSection
              id="audit"
              title="Audit log"
              intro="Who changed what, when and from where. Nobody can change it unnoticed, not even Floyo."
              action={
                <Link href={`/settings/organisations/${id}/audit`} className={buttonClass("secondary")}>
                  Open the log
                </Link>
              }
            />
          ) : null}
          <EndSection organisation={organisation} />
        </>
      )}
    </main>
  );
}

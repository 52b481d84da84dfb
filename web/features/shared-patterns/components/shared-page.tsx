"use client";

import { ErrorState } from "../../../ui/error-state.tsx";
import { PageSkeleton } from "../../../ui/page-skeleton.tsx";
import { NoOrganisation } from "../../organisations/components/no-organisation.tsx";
import { useOrganisations } from "../../organisations/use-organisations.ts";
import { SettingsTitle } from "../../settings/components/settings-title.tsx";
import { SharedList } from "./shared-list.tsx";

/** The routines that enough people of one organisation share. */
export function SharedPage({ id, userId }: { id: string; userId: string }) {
  const query = useOrganisations(userId);
  if (query.isPending) return <PageSkeleton title="Shared routines" cards={3} />;
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
  const organisation = query.data.find((one) => one.id === id && one.kind === "team" && !one.deletedAt);
  if (!organisation) return <NoOrganisation />;
  return (
    <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
      <SettingsTitle
        here="/settings/organisations"
        title="Shared routines"
        intro={`What at least ${organisation.minPeople} people of ${organisation.name} do alike. Nobody is named, no file is.`}
      />
      <SharedList orgId={id} minPeople={organisation.minPeople} />
    </main>
  );
}

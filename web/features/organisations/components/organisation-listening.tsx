"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useToasts } from "../../../state/toasts.ts";
import { leftByYourself } from "../left-by-yourself.ts";
import { type Organisation, organisationKeys } from "../queries.ts";
import { useOrganisations } from "../use-organisations.ts";
import { OrganisationTopic } from "./organisation-topic.tsx";

/** One topic per organisation in use; says so when one of them is gone. */
export function OrganisationListening({ userId }: { userId: string }) {
  const organisations = useOrganisations(userId).data;
  const inUse = organisations?.filter(({ deletedAt }) => deletedAt === null);
  useFarewell(organisations);
  return inUse?.map(({ id, epoch }) => <OrganisationTopic key={id} id={id} epoch={epoch} />) ?? null;
}

/** When an organisation is in the list no more: what was read of it goes, and the person is told. */
function useFarewell(organisations: Organisation[] | undefined): void {
  const client = useQueryClient();
  const warn = useToasts((toasts) => toasts.warn);
  const before = useRef<Organisation[]>([]);
  useEffect(() => {
    if (!organisations) return;
    for (const { id, name, kind } of before.current) {
      if (kind !== "team" || organisations.some((one) => one.id === id)) continue;
      client.removeQueries({ queryKey: organisationKeys.one(id) });
      if (!leftByYourself.delete(id)) {
        warn({
          title: `You are no longer a member of ${name}`,
          detail: "Nothing of it is shown or sent here any more. What is personal stays yours.",
        });
      }
    }
    before.current = organisations;
  }, [organisations, client, warn]);
}

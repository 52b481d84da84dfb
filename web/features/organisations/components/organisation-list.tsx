"use client";

import { ROLE_SAYS } from "@floyo/shared/access/roles.ts";
import Link from "next/link";
import { formatDay } from "../../../lib/format-time.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { GRACE_DAYS, type Organisation } from "../queries.ts";
import { roleWord } from "../role-word.ts";
import { useOrganisations } from "../use-organisations.ts";

const DAY_MS = 86_400_000;

export function OrganisationList({ userId }: { userId: string }) {
  const query = useOrganisations(userId);
  const teams = query.data?.filter(({ kind }) => kind === "team");
  return (
    <QueryState
      noun="organisations"
      query={{ ...query, data: teams }}
      empty={
        <p className="text-[13px] text-soft">
          None yet. What you do is in your personal organisation, which nobody else sees.
        </p>
      }
    >
      {(organisations) => (
        <ul className="-my-1 divide-y divide-line">
          {organisations.map((organisation) => (
            <li key={organisation.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <Line organisation={organisation} />
              <Link
                href={`/settings/organisations/${organisation.id}`}
                className={buttonClass("secondary")}
                aria-label={`Open ${organisation.name}`}
              >
                Open
              </Link>
            </li>
          ))}
        </ul>
      )}
    </QueryState>
  );
}

function Line({ organisation: { name, role, deletedAt } }: { organisation: Organisation }) {
  const moment = useMoment();
  return (
    <div className="min-w-0 flex-1 basis-52">
      <p className="break-words text-[13.5px] font-medium">{name}</p>
      {deletedAt ? (
        <p className="text-meta text-warm">
          Deleted. You can bring it back until{" "}
          {formatDay(Date.parse(deletedAt) + GRACE_DAYS * DAY_MS, moment)}.
        </p>
      ) : (
        <p className="text-meta text-soft">
          You are {roleWord(role)}. {ROLE_SAYS[role]}
        </p>
      )}
    </div>
  );
}

"use client";

import { may, mayGive } from "@floyo/shared/access/permissions.ts";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatDay } from "../../../lib/format-time.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import type { Organisation } from "../../organisations/queries.ts";
import { roleName } from "../../organisations/role-word.ts";
import { type Member, membersQuery } from "../queries.ts";
import { RoleSelect } from "./role-select.tsx";

const RemoveMember = dynamic(() => import("./remove-member.tsx").then((module) => module.RemoveMember), {
  ssr: false,
});

/** Who is a member, in which role; those who may change that see how. */
export function MemberList({ organisation }: { organisation: Organisation }) {
  const { db } = useBrowserDb();
  const query = useQuery(membersQuery(db, organisation.id));
  const [removing, setRemoving] = useState<Member | null>(null);
  const mayChange = ({ role, isMe }: Member) =>
    !isMe && may(organisation.role, "members.write") && mayGive(organisation.role, role);
  return (
    <>
      <QueryState noun="members" query={query} empty={<p className="text-[13px] text-soft">Nobody yet.</p>}>
        {(members) => (
          <ul className="-my-1 divide-y divide-line">
            {members.map((member) => (
              <li key={member.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
                <MemberLine member={member} />
                {mayChange(member) ? (
                  <div className="flex gap-2">
                    <RoleSelect organisation={organisation} member={member} />
                    <Button onClick={() => setRemoving(member)} aria-label={`Remove ${member.name}`}>
                      Remove
                    </Button>
                  </div>
                ) : (
                  <span className="text-[13px] text-soft">{roleName(member.role)}</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </QueryState>
      {removing ? (
        <RemoveMember organisation={organisation} member={removing} onClose={() => setRemoving(null)} />
      ) : null}
    </>
  );
}

function MemberLine({ member }: { member: Member }) {
  const moment = useMoment();
  return (
    <div className="min-w-0 flex-1 basis-52">
      <p className="flex flex-wrap items-baseline gap-x-2 break-words text-[13.5px] font-medium">
        {member.name}
        {member.isMe ? <span className="text-meta font-normal text-soft">you</span> : null}
      </p>
      <p className="break-words text-meta text-soft">
        {member.name === member.email ? "" : `${member.email} · `}
        since {formatDay(Date.parse(member.joinedAt), moment)}
      </p>
    </div>
  );
}

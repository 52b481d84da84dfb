"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatDay } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { roleName } from "../../organisations/role-word.ts";
import {
  type Invitation,
  invitationsQuery,
  invitationUrl,
  memberKeys,
  resendInvitation,
  revokeInvitation,
} from "../queries.ts";
import type { SentLink } from "./invitation-section.tsx";

/** Who was invited, and what became of it. */
export function InvitationList({ orgId, onSent }: { orgId: string; onSent: (sent: SentLink) => void }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const query = useQuery(invitationsQuery(db, orgId));
  const reread = () => client.invalidateQueries({ queryKey: memberKeys.invitations(orgId) });
  const resend = useMutation({
    mutationFn: ({ id }: Invitation) => resendInvitation(db(), id),
    onSuccess: async (token, { email }) => {
      onSent({ email, url: invitationUrl(token) });
      await reread();
    },
    onError: (error) => warn({ title: "It was not sent again", detail: error.message }),
  });
  const revoke = useMutation({
    mutationFn: ({ id }: Invitation) => revokeInvitation(db(), id),
    onSuccess: async (_answer, { email }) => {
      show({ title: "Invitation revoked", detail: `The link to ${email} does not work any more.` });
      await reread();
    },
    onError: (error) => warn({ title: "It was not revoked", detail: error.message }),
  });
  return (
    <QueryState
      noun="invitations"
      query={query}
      empty={<p className="text-[13px] text-soft">Nobody was invited yet.</p>}
    >
      {(invitations) => (
        <ul className="-my-1 divide-y divide-line border-line border-t">
          {invitations.map((invitation) => (
            <li key={invitation.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
              <InvitationLine invitation={invitation} />
              {invitation.outcome === null ? (
                <div className="flex gap-2">
                  <Button
                    disabled={resend.isPending}
                    onClick={() => resend.mutate(invitation)}
                    aria-label={`Send the invitation to ${invitation.email} again`}
                  >
                    Send again
                  </Button>
                  <Button
                    disabled={revoke.isPending}
                    onClick={() => revoke.mutate(invitation)}
                    aria-label={`Revoke the invitation to ${invitation.email}`}
                  >
                    Revoke
                  </Button>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </QueryState>
  );
}

function InvitationLine({ invitation }: { invitation: Invitation }) {
  const moment = useMoment();
  const isOver = invitation.outcome === null && Date.parse(invitation.expiresAt) <= moment.now;
  const state = isOver
    ? "the link has expired"
    : (invitation.outcome ?? `open until ${formatDay(Date.parse(invitation.expiresAt), moment)}`);
  return (
    <div className="min-w-0 flex-1 basis-52">
      <p className="break-all text-[13.5px] font-medium">{invitation.email}</p>
      <p className={`text-meta ${isOver ? "text-warm" : "text-soft"}`}>
        {roleName(invitation.role)} · {state} · sent {formatDay(Date.parse(invitation.sentAt), moment)}
        {invitation.sends > 1 ? `, ${invitation.sends} times in all` : ""}
      </p>
    </div>
  );
}

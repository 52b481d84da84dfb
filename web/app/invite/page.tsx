import { ROLE_SAYS } from "@floyo/shared/access/roles.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";
import { AccountCard, LINK_CLASS } from "../../features/account/components/account-card.tsx";
import { SignOutLink } from "../../features/account/components/sign-out-link.tsx";
import { AnswerForms } from "../../features/members/components/answer-forms.tsx";
import { INVITATION_PROBLEMS } from "../../features/members/invitation-problems.ts";
import { MyInvitation } from "../../features/members/my-invitation.ts";
import { roleName } from "../../features/organisations/role-word.ts";
import { parseRows } from "../../lib/db.ts";
import type { PageQuery } from "../../lib/page-query.ts";
import { findUser } from "../../lib/require-user.ts";
import { readingClient } from "../../lib/supabase-server.ts";
import { Notice } from "../../ui/notice.tsx";

// The address holds the token: it is told to nobody that the page links to.
export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer", robots: { index: false } };

const Token = z.string().max(200).catch("");

export default async function InvitePage({ searchParams }: PageQuery) {
  const query = await searchParams;
  const token = Token.parse(query.token);
  const here = `/invite?token=${encodeURIComponent(token)}`;
  const user = await findUser();
  if (!user) redirect(`/sign-in?next=${encodeURIComponent(here)}`);
  if (user.lacksCode) redirect(`/sign-in/code?next=${encodeURIComponent(here)}`);
  const db = await readingClient();
  const [invitation] = parseRows(MyInvitation, await db.rpc("invitation_of", { token }));
  const problem = invitation ? invitation.problem : "unknown";
  const footer = (
    <Link href="/settings/organisations" className={LINK_CLASS}>
      Your organisations
    </Link>
  );
  if (!invitation || problem !== null || !invitation.org_name || !invitation.role) {
    const { title, words } = INVITATION_PROBLEMS[problem ?? "unknown"];
    return (
      <AccountCard title={title} footer={footer}>
        <p className="text-soft">{words}</p>
        {problem === "other_address" ? (
          <p className="text-soft">
            You are signed in as <strong className="font-semibold break-words text-ink">{user.email}</strong>.{" "}
            <SignOutLink />
          </p>
        ) : null}
        {problem === "accepted" && invitation?.org_id ? (
          <Link href={`/settings/organisations/${invitation.org_id}`} className={LINK_CLASS}>
            Open {invitation.org_name}
          </Link>
        ) : null}
      </AccountCard>
    );
  }
  return (
    <AccountCard
      title={`Join ${invitation.org_name}?`}
      intro={
        <>
          {invitation.invited_by ?? "Somebody"} invites you as{" "}
          <strong className="font-semibold text-ink">{roleName(invitation.role)}</strong>.{" "}
          {ROLE_SAYS[invitation.role]}
        </>
      }
      footer={footer}
    >
      <Notice>
        Nobody there sees your events or your files' names. What several people share is shown without names.
      </Notice>
      <AnswerForms token={token} />
    </AccountCard>
  );
}

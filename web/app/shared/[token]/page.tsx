import { may } from "@floyo/shared/access/permissions.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { readOrganisations } from "../../../features/organisations/queries.ts";
import { readShared } from "../../../features/workflows/sharing/read-shared.ts";
import { SharedWords } from "../../../features/workflows/sharing/shared-words.tsx";
import { UseSharedForm } from "../../../features/workflows/sharing/use-shared-form.tsx";
import { findUser } from "../../../lib/require-user.ts";
import { readingClient } from "../../../lib/supabase-server.ts";
import { buttonClass } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { PageTitle } from "../../../ui/page-title.tsx";

// The address holds the token: it is told to nobody that the page links to.
export const metadata: Metadata = {
  title: "Shared workflow",
  referrer: "no-referrer",
  robots: { index: false },
};

const UNTIL = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

export default async function SharedPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const shared = await readShared(token);
  if (typeof shared === "string") return <NotThere isGone={shared === "gone"} />;
  const { name, definition, gaps, until } = shared;
  return (
    <div className="mx-auto grid w-full max-w-[720px] grid-cols-[minmax(0,1fr)] gap-5 pt-6 pb-8 sm:pt-10">
      <PageTitle intro="A workflow that somebody shared: what it does, without their connections, addresses and files.">
        {name}
      </PageTitle>
      <section aria-labelledby="steps-title" className="card grid gap-4 px-4 py-5 sm:px-6">
        <h2 id="steps-title" className="text-card font-semibold tracking-tight">
          What it does
        </h2>
        <SharedWords definition={definition} gaps={gaps} />
      </section>
      <section aria-labelledby="use-title" className="card grid gap-3 px-4 py-5 sm:px-6">
        <h2 id="use-title" className="text-card font-semibold tracking-tight">
          Make it yours
        </h2>
        <p className="text-[13px] text-soft">
          It becomes a draft with the gaps marked. Nothing runs until you fill them in and publish it. This
          link shows it until {UNTIL.format(new Date(until))}.
        </p>
        <Use token={token} />
      </section>
    </div>
  );
}

async function Use({ token }: { token: string }) {
  const next = encodeURIComponent(`/shared/${token}`);
  const user = await findUser().catch(() => null);
  if (!user) {
    return (
      <div className="flex flex-wrap gap-2">
        <Link href={`/sign-up?next=${next}`} prefetch={false} className={buttonClass("primary")}>
          Create an account to use it
        </Link>
        <Link href={`/sign-in?next=${next}`} prefetch={false} className={buttonClass()}>
          Sign in
        </Link>
      </div>
    );
  }
  if (user.lacksCode) {
    return (
      <Link href={`/sign-in/code?next=${next}`} prefetch={false} className={buttonClass("primary")}>
        Enter your code to use it
      </Link>
    );
  }
  const organisations = (await readOrganisations(await readingClient(), user.id)).filter(
    ({ role, deletedAt }) => deletedAt === null && may(role, "workflows.write"),
  );
  if (organisations.length === 0) {
    return <Notice>You may not make workflows in any of your organisations.</Notice>;
  }
  return (
    <UseSharedForm
      token={token}
      organisations={organisations.map(({ id, name, kind }) => ({ id, name, kind }))}
    />
  );
}

function NotThere({ isGone }: { isGone: boolean }) {
  return (
    <div className="mx-auto grid w-full max-w-[560px] gap-4 pt-10 pb-8">
      <PageTitle
        intro={
          isGone
            ? "It has ended, was taken back, or is not complete. Ask whoever sent it for a new one."
            : "Nothing was lost. Open the link again in a minute."
        }
      >
        {isGone ? "This link does not work any more" : "This does not work just now"}
      </PageTitle>
      <Link href="/" className={buttonClass("secondary", "justify-self-start")}>
        To the start page
      </Link>
    </div>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { AccountCard, LINK_CLASS } from "../../../features/account/components/account-card.tsx";
import {
  APPROVE_PATH,
  type Asked,
  approvalTokenOf,
  askByLink,
} from "../../../features/approvals/approval-link.ts";
import type { PageQuery } from "../../../lib/page-query.ts";
import { Button } from "../../../ui/button.tsx";

// The address holds the token: it is told to no other site. Our own has to see where the form comes from.
export const metadata: Metadata = { title: "Question", referrer: "same-origin", robots: { index: false } };

const UNTIL = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

export default async function QuestionPage({ searchParams }: PageQuery) {
  const query = await searchParams;
  const token = approvalTokenOf(query.token);
  const asked = token === "" ? "unknown" : await askByLink(token);
  if (asked === "unknown") {
    return (
      <AccountCard title="This link is not complete" footer={<ToRuns />}>
        <p className="text-soft">
          It is not one of ours, was cut, or you may not answer any more. Open it from the mail once more, or
          answer in Floyo.
        </p>
      </AccountCard>
    );
  }
  if (asked === "unavailable") {
    return (
      <AccountCard title="This does not work just now" footer={<ToRuns />}>
        <p className="text-soft">Nothing was answered. Open the link again in a minute.</p>
      </AccountCard>
    );
  }
  const footer = (
    <Link href={`/runs/${asked.runId}`} className={LINK_CLASS}>
      See the run
    </Link>
  );
  if (asked.state !== "open") {
    const { title, words } = endOf(query.answer, asked);
    return (
      <AccountCard title={title} footer={footer}>
        <p className="text-soft">{words}</p>
      </AccountCard>
    );
  }
  return (
    <AccountCard title={asked.title} footer={footer}>
      <p className="text-body break-words whitespace-pre-line">{asked.message}</p>
      <form
        method="post"
        action={`${APPROVE_PATH}?token=${encodeURIComponent(token)}`}
        className="grid gap-4"
      >
        <label className="grid gap-1.5 text-[13px] font-medium">
          Comment
          <textarea
            name="comment"
            rows={2}
            maxLength={2000}
            className="rounded-control border border-line bg-panel px-2.5 py-2 text-[13.5px] font-normal text-ink"
          />
        </label>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" name="answer" value="approve" look="primary">
            Approve
          </Button>
          <Button type="submit" name="answer" value="reject">
            Reject
          </Button>
        </div>
      </form>
      {asked.until === null ? null : (
        <p className="text-meta text-soft">It waits until {UNTIL.format(new Date(asked.until))} UTC.</p>
      )}
    </AccountCard>
  );
}

function ToRuns() {
  return (
    <Link href="/runs" className={LINK_CLASS}>
      Your runs
    </Link>
  );
}

function endOf(answer: unknown, { state }: Asked): { title: string; words: string } {
  if (state === "expired") {
    return { title: "Too late", words: "It was asked for longer than it may wait. Nothing was answered." };
  }
  if (answer === "approved") return { title: "Approved", words: "The run goes on." };
  if (answer === "rejected") return { title: "Rejected", words: "The run does what it does without a yes." };
  return {
    title: "Answered already",
    words: "Somebody answered it, or the run is over. The first answer counts.",
  };
}

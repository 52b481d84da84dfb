import type { Metadata } from "next";
import Link from "next/link";
import { AccountCard, LINK_CLASS } from "../../../features/account/components/account-card.tsx";
import { listWords } from "../../../features/notifications/kinds.ts";
import { tokenOf, UNSUBSCRIBE_PATH, unsubscribe } from "../../../features/notifications/unsubscribe.ts";
import type { PageQuery } from "../../../lib/page-query.ts";
import { Button } from "../../../ui/button.tsx";

// The address holds the token: it is told to nobody that the page links to.
export const metadata: Metadata = { title: "Stop mails", referrer: "no-referrer", robots: { index: false } };

export default async function UnsubscribePage({ searchParams }: PageQuery) {
  const query = await searchParams;
  const token = tokenOf(query.token);
  const found = token === "" ? "unknown" : await unsubscribe(token, false);
  const footer = (
    <Link href="/settings/notifications" className={LINK_CLASS}>
      Choose what is mailed
    </Link>
  );
  if (found === "unknown") {
    return (
      <AccountCard title="This link is not complete" footer={footer}>
        <p className="text-soft">
          It is not one of ours, or was cut. Open it from the mail once more, or choose in your settings what
          is mailed.
        </p>
      </AccountCard>
    );
  }
  if (found === "unavailable") {
    return (
      <AccountCard title="This does not work just now" footer={footer}>
        <p className="text-soft">Nothing was changed. Open the link again in a minute.</p>
      </AccountCard>
    );
  }
  const words = listWords(found.list);
  if (query.done === "1") {
    return (
      <AccountCard title="Stopped" footer={footer}>
        <p className="text-soft">
          You get {words} no more. What Floyo has to tell still stands in your notifications, and you can turn
          the mails on again in your settings.
        </p>
      </AccountCard>
    );
  }
  return (
    <AccountCard title={`Stop ${words}?`} footer={footer}>
      <p className="text-soft">
        What Floyo has to tell still stands in your notifications. You can turn the mails on again in your
        settings.
      </p>
      <form method="post" action={`${UNSUBSCRIBE_PATH}?token=${encodeURIComponent(token)}`}>
        <Button type="submit" look="primary">
          Stop them
        </Button>
      </form>
    </AccountCard>
  );
}

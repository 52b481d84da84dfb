import Link from "next/link";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

export default function SectionNotFound() {
  return (
    <main className="mx-auto max-w-[790px] px-4 py-8">
      <EmptyState
        level={1}
        title="There is nothing at this address"
        action={
          <Link href="/feed" className={buttonClass("primary")}>
            Go to the feed
          </Link>
        }
      >
        The link may be old, or what it led to was deleted.
      </EmptyState>
    </main>
  );
}

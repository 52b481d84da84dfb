import Link from "next/link";
import { buttonClass } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[560px] content-center px-5">
      <EmptyState
        level={1}
        title="There is nothing at this address"
        action={
          <Link href="/feed" className={buttonClass("primary")}>
            Go to the feed
          </Link>
        }
      >
        The link may be old, or a letter is missing.
      </EmptyState>
    </main>
  );
}

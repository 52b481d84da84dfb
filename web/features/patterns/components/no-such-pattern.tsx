import Link from "next/link";
import { buttonClass } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";

/** What stands at the address of a pattern that is not there, or not this person's. */
export function NoSuchPattern() {
  return (
    <EmptyState
      level={1}
      title="There is no such pattern"
      action={
        <Link href="/patterns" className={buttonClass("primary")}>
          See all patterns
        </Link>
      }
    >
      The link may be cut short, or it is a pattern of another account: patterns are seen by the person whose
      files they are, and by nobody else.
    </EmptyState>
  );
}

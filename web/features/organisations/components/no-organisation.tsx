import Link from "next/link";
import { buttonClass } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";

/** An organisation that is not there for this person: invented, purged, or left. */
export function NoOrganisation() {
  return (
    <main className="mx-auto w-full max-w-[760px] px-4 pt-6 pb-8 sm:px-6">
      <EmptyState
        level={1}
        title="You are no member here"
        action={
          <Link href="/settings/organisations" className={buttonClass("primary")}>
            Your organisations
          </Link>
        }
      >
        <p>
          This organisation does not exist, or you are not a member of it. Who was removed keeps what is in
          their personal organisation.
        </p>
      </EmptyState>
    </main>
  );
}

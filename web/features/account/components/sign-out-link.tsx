import { signOut } from "../actions.ts";
import { LINK_CLASS } from "./account-card.tsx";

/** Ends a session that got no further than the password. */
export function SignOutLink() {
  return (
    <form action={signOut} className="inline">
      <button type="submit" className={LINK_CLASS}>
        Sign out
      </button>
    </form>
  );
}

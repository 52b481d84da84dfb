/** How a sign-in at a service ended, as the callback puts it into the address. */
export type SignInEnd = "done" | "not-working" | "refused" | "over" | "failed" | "unavailable";

const WORDS: Record<SignInEnd, string> = {
  done: "Signed in. The connection works.",
  "not-working":
    "You signed in, but the connection does not work yet. It says below what the service answered.",
  refused: "The service did not let you in, or you went back. Nothing was changed; try again when you like.",
  over: "This sign-in was over, was used before, or was begun by somebody else. Press Sign in once more.",
  failed:
    "The service did not take the sign-in. Check client id, secret and redirect address, then sign in again.",
  unavailable: "The sign-in could not be finished just now. Try it again in a minute.",
};

/** The words for `?signIn=…`; null where it says nothing known. */
export function signInNotice(end: string | string[] | undefined): { words: string; isGood: boolean } | null {
  if (typeof end !== "string" || !Object.hasOwn(WORDS, end)) return null;
  return { words: WORDS[end as SignInEnd], isGood: end === "done" };
}

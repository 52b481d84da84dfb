import type { Connection } from "../queries.ts";

const WORDS = { working: "working", failing: "failing", untested: "not tested" } as const;
const LOOKS = {
  working: "bg-accent-soft text-accent",
  failing: "bg-warm-soft text-warm",
  untested: "border border-line text-soft",
} as const;

/** Whether a connection works, as far as is known. */
export function StateMark({ connection: { state, signIn } }: { connection: Connection }) {
  const look = signIn === "needed" ? LOOKS.failing : LOOKS[state];
  return (
    <span className={`rounded-full px-2 py-0.5 text-meta font-medium tracking-normal ${look}`}>
      {signIn === "needed" ? "waits for you to sign in" : WORDS[state]}
    </span>
  );
}

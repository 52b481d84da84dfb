import Link from "next/link";
import { buttonClass } from "../../../ui/button.tsx";
import { exampleOfToday } from "../example-of-today.ts";
import { Example } from "./example.tsx";
import { ExampleCard } from "./example-card.tsx";
import { PublicFrame } from "./public-frame.tsx";

const STEPS = [
  {
    title: "You give it a record",
    text: "A folder that it may watch, a log of your programs, a table, or a git history. Floyo reads names and times of files, never what is in them.",
  },
  {
    title: "It finds what repeats",
    text: "Steps in an order, a time of day, files that belong together, all measured against chance. Each finding shows its days and files.",
  },
  {
    title: "You decide",
    text: "Keep it, put it off, or dismiss it and say why. What you dismiss does not come back.",
  },
] as const;

/** The public start page: what Floyo does, an example to take apart, the way in. */
export function Landing({ clockMs }: { clockMs: number }) {
  const { now, view } = exampleOfToday(clockMs);
  return (
    <PublicFrame>
      <div className="grid items-start gap-x-14 gap-y-10 pt-4 pb-14 sm:pt-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.25fr)]">
        <div className="grid justify-items-start gap-5 lg:sticky lg:top-8 lg:pt-8">
          <h1 className="text-[32px] leading-[38px] font-semibold tracking-tight text-balance sm:text-hero">
            Your files already know your routines
          </h1>
          <p className="max-w-[46ch] text-[16px] leading-6 text-soft">
            Floyo looks at what happens to your files, finds what you do again and again, and proposes the
            automation that would do it for you, with the evidence beside it.
          </p>
          <div className="flex flex-wrap gap-2.5">
            <Link href="/sign-up" prefetch={false} className={buttonClass("primary", "min-h-11! px-5!")}>
              Create account
            </Link>
            <Link href="/look" prefetch={false} className={buttonClass("secondary", "min-h-11! px-5!")}>
              Try your own log, no account
            </Link>
          </div>
          <ul className="grid gap-1.5 text-[13px] text-soft">
            <li>What is in your files never leaves your device.</li>
            <li>
              What would be sent is{" "}
              <Link
                href="/privacy"
                prefetch={false}
                className="font-medium text-ink underline decoration-line-strong underline-offset-3"
              >
                shown to you first
              </Link>
              .
            </li>
            <li>Free while it is a preview; open source.</li>
          </ul>
        </div>
        <Example now={now}>
          <ExampleCard now={now} whole={view} />
        </Example>
      </div>
      <section aria-label="How it works" className="grid gap-8 border-line border-t py-12 sm:grid-cols-3">
        {STEPS.map(({ title, text }, index) => (
          <div key={title} className="grid content-start gap-1.5">
            <p className="font-mono text-meta text-accent">{index + 1}</p>
            <h2 className="text-card font-semibold tracking-tight">{title}</h2>
            <p className="text-soft">{text}</p>
          </div>
        ))}
      </section>
    </PublicFrame>
  );
}

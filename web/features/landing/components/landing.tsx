import Link from "next/link";
import { buttonClass } from "../../../ui/button.tsx";
import { Logo } from "../../../ui/logo.tsx";
import { SampleCard } from "./sample-card.tsx";

const STEPS = [
  {
    title: "You give it a record",
    text: "A log of your programs, a table, or a git history. Floyo reads names and times of files, never what is in them.",
  },
  {
    title: "It finds what repeats",
    text: "Sequences of steps and the days they keep, measured against chance. Each finding shows its days and files.",
  },
  {
    title: "You decide",
    text: "Keep it, put it off, or dismiss it and say why. What you dismiss does not come back.",
  },
] as const;

/** The public start page: what Floyo does, one sample, the way in. */
export function Landing() {
  return (
    <div className="mx-auto w-full max-w-[1080px] px-5">
      <header className="flex items-center justify-between gap-4 py-6">
        <Logo />
        <Link href="/sign-in" className={buttonClass("ghost")}>
          Sign in
        </Link>
      </header>
      <main>
        <section className="grid items-center gap-10 pt-8 pb-14 sm:pt-14 lg:grid-cols-[1fr_1.15fr] lg:gap-14">
          <div className="grid justify-items-start gap-5">
            <h1 className="text-[32px] leading-[38px] font-semibold tracking-tight text-balance sm:text-hero">
              Your files already know your routines
            </h1>
            <p className="max-w-[46ch] text-[16px] leading-6 text-soft">
              Floyo looks at what happens to your files, finds what you do again and again, and proposes the
              automation that would do it for you, with the evidence beside it.
            </p>
            <Link href="/sign-up" className={buttonClass("primary", "min-h-11! px-5!")}>
              Create account
            </Link>
            <p className="text-meta text-soft">
              Open source. What is in your files never leaves your machine.
            </p>
          </div>
          <SampleCard />
        </section>
        <section aria-label="How it works" className="grid gap-8 border-line border-t py-12 sm:grid-cols-3">
          {STEPS.map(({ title, text }, index) => (
            <div key={title} className="grid content-start gap-1.5">
              <p className="font-mono text-meta text-accent">{index + 1}</p>
              <h2 className="text-card font-semibold tracking-tight">{title}</h2>
              <p className="text-soft">{text}</p>
            </div>
          ))}
        </section>
      </main>
    </div>
  );
}

import Link from "next/link";
import { buttonClass } from "../../../ui/button.tsx";
import { Facts, TextPage, TextSection } from "./text-page.tsx";

const LIMITS = [
  ["Sources", "up to 100: folders, imported logs, programs"],
  ["Device keys", "up to 50 in use"],
  ["Age of events", "taken up to a year and a day back"],
  ["Events kept", "1 to 365 days as you set it, 90 at first"],
  ["Organisations", "up to 20 of your own"],
  ["Events searched for routines", "the newest 50 000"],
  ["Open suggestions", "5 at a time, the most telling first"],
] as const;

/** What Floyo costs today, and what everybody gets for it. */
export function Pricing() {
  return (
    <TextPage
      title="Free while it is a preview"
      intro={
        <p>
          Nothing can be bought yet, so nothing is asked for: no card, no trial that runs out. What plans
          there will be is not decided.
        </p>
      }
    >
      <section aria-labelledby="preview" className="card grid gap-5 px-5 py-6 sm:px-7">
        <div className="flex flex-wrap items-baseline justify-between gap-3">
          <h2 id="preview" className="text-card font-semibold tracking-tight">
            Preview
          </h2>
          <p className="text-title font-semibold">Free</p>
        </div>
        <Facts rows={LIMITS} />
        <div className="flex flex-wrap gap-2.5">
          <Link href="/sign-up" prefetch={false} className={buttonClass("primary", "min-h-11! px-5!")}>
            Create account
          </Link>
        </div>
      </section>
      <TextSection id="yourself" title="On your own machine">
        <p>
          Floyo is open source under Apache-2.0. The whole of it starts on one machine with two commands, and
          the command line finds routines in a log without sending anything anywhere.{" "}
          <Link
            href="/docs#command-line"
            prefetch={false}
            className="font-medium underline decoration-line-strong underline-offset-3"
          >
            See how
          </Link>
          .
        </p>
      </TextSection>
    </TextPage>
  );
}

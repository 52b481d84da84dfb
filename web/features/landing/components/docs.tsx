import { MIN_DAYS } from "@floyo/shared/mining/thresholds.ts";
import Link from "next/link";
import { LOG_FORMATS } from "../../import/formats.ts";
import { Code, Facts, TextPage, TextSection } from "./text-page.tsx";

const PLACES = [
  ["#start", "Three ways to start"],
  ["#found", "When something is found"],
  ["#formats", "Logs that Floyo reads"],
  ["#command-line", "On the command line"],
  ["#programs", "From your own programs"],
] as const;

const KINDS = [
  ["Sequence", "steps in one order, close to each other in time"],
  ["Flow", "the way of one file: downloaded, renamed, put somewhere"],
  ["Rhythm", "a time of day on certain days"],
  ["Companions", "files that are worked on together, in no order"],
] as const;

const CURL = `curl -X POST "$SUPABASE_URL/functions/v1/ingest" \\
  -H "Authorization: Bearer $FLOYO_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "source": "<id of the source>",
    "sentAt": "2026-11-22T09:00:05+01:00",
    "events": [{
      "id": "019aaab8-5c00-7000-8000-000000000001",
      "occurredAt": "2026-11-22T09:00:00+01:00",
      "tz": "Europe/Berlin",
      "op": "modified",
      "path": "Reports/2026/orders.csv"
    }]
  }'`;

/** What a person needs to know to use Floyo, on one page. */
export function Docs() {
  return (
    <TextPage
      title="How Floyo works"
      intro={<p>From the first file to the first suggestion, and what stands behind each sentence.</p>}
    >
      <nav aria-label="On this page" className="-mt-3 flex flex-wrap gap-x-5 text-[13px]">
        {PLACES.map(([href, label]) => (
          <a
            key={href}
            href={href}
            className="inline-flex min-h-9 items-center font-medium underline decoration-line-strong underline-offset-3"
          >
            {label}
          </a>
        ))}
      </nav>
      <TextSection id="start" title="Three ways to start">
        <Facts
          rows={[
            [
              "Import a log",
              "what happened to your files until now: several weeks at once, so findings come at once",
            ],
            ["Watch a folder", "from now on, while the page is open; Chrome and Edge can do that"],
            ["Load sample weeks", "a log written by us, to look around with; one click removes it"],
          ]}
        />
        <p>
          Or{" "}
          <Link
            href="/look"
            prefetch={false}
            className="font-medium underline decoration-line-strong underline-offset-3"
          >
            look at a log on this device
          </Link>{" "}
          first: without an account, and nothing of it is sent.
        </p>
      </TextSection>
      <TextSection id="found" title="When something is found">
        <p>
          A routine is reported from {MIN_DAYS} different days on which it happened whole, and only when that
          is far more often than chance would have it. Who did what is shuffled over the times of your own log
          to know how often that would be.
        </p>
        <Facts rows={KINDS} />
        <p className="text-soft">
          Saving a file ten times in ten minutes is one act. Package installs, caches, lock files and bursts
          of a machine are left out.
        </p>
      </TextSection>
      <TextSection id="formats" title="Logs that Floyo reads">
        <div className="grid gap-5">
          {LOG_FORMATS.map(({ name, what, sample }) => (
            <div key={name} className="grid gap-2">
              <h3 className="font-semibold">{name}</h3>
              <p className="text-soft">{what}</p>
              <Code>{sample}</Code>
            </div>
          ))}
        </div>
        <p className="text-soft">
          Each may be zipped (.gz) and of any size: it is read piece by piece on your device. Lines that are
          no event are named and left out.
        </p>
      </TextSection>
      <TextSection id="command-line" title="On the command line">
        <p>In a clone of Floyo, this finds routines in a log and sends nothing anywhere:</p>
        <Code>npm run --silent floyo -- mine log.ndjson</Code>
      </TextSection>
      <TextSection id="programs" title="From your own programs">
        <p>
          Make a device key in{" "}
          <Link
            href="/sources#devices"
            prefetch={false}
            className="font-medium underline decoration-line-strong underline-offset-3"
          >
            Sources
          </Link>{" "}
          and send batches of up to 1 000 events. Each event gets its own verdict, and the same batch sent
          again adds nothing.
        </p>
        <Code>{CURL}</Code>
      </TextSection>
    </TextPage>
  );
}

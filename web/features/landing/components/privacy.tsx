import Link from "next/link";
import { Code, Facts, TextPage, TextSection } from "./text-page.tsx";

const SENT = [
  ["What happened", "created, changed, moved, deleted; from logs also opened, downloaded, uploaded, run"],
  ["When", "the time and your time zone"],
  ["Where", "the path below the folder or log that you chose, with the names in it"],
  ["With what", "the program, the size and how long it took, if the log says so"],
] as const;

const NEVER = [
  ["What is in your files", "is not read at all"],
  [
    "Folders you did not choose",
    "cannot be seen: the browser gives Floyo the one you pick and nothing above it",
  ],
  ["Your keystrokes, screen, clipboard", "are no source of Floyo's"],
  ["Other people's rows", "each person reads their own events, patterns and suggestions; colleagues do not"],
] as const;

const HANDS = [
  ["See before sending", "an import and a watched folder show what would be sent, field by field"],
  ["Pause", "a paused source takes no events; those that arrive meanwhile are not stored"],
  ["Rule out", "operations and paths you name are dropped on arrival and kept nowhere"],
  ["Keep for", "1 to 365 days, 90 unless you say otherwise; older events are deleted every night"],
  ["Dismiss", "a routine you call private leaves the feed and stays away"],
  ["Take along", "an export holds everything kept under your name, as JSON and CSV"],
  ["Erase", "your account with all its rows and files, at once or in seven days"],
  ["Sign out", "what this browser kept for reading offline is deleted with it"],
] as const;

const EVENT = `{
  "occurredAt": "2026-11-16T08:56:00+01:00",
  "tz": "Europe/Berlin",
  "op": "downloaded",
  "path": "Downloads/orders-2026-11-16.csv",
  "tool": "Firefox"
}`;

/** The promise: what leaves the device, what never does, what is in the person's hands. */
export function Privacy() {
  return (
    <TextPage
      title="Names and times of files. Nothing in them"
      intro={<p>What Floyo gets, what it cannot get, and what you can do about it, each in one line.</p>}
    >
      <TextSection id="sent" title="What leaves your device">
        <Facts rows={SENT} />
        <p>This is one event, whole, as it is sent:</p>
        <Code>{EVENT}</Code>
      </TextSection>
      <TextSection id="never" title="What never does">
        <Facts rows={NEVER} />
      </TextSection>
      <TextSection id="names" title="When names themselves are secret">
        <p>
          A source can be set to tokenised paths: every word of a name is replaced on the sender's side by a
          code that means nothing without its key, while dates, numbers, endings and the depth of folders
          stay, so that routines can still be found. For such a source our server refuses readable paths. This
          is for programs that send events to the{" "}
          <Link
            href="/docs#programs"
            prefetch={false}
            className="font-medium underline decoration-line-strong underline-offset-3"
          >
            API
          </Link>
          ; the browser does not do it yet.
        </p>
      </TextSection>
      <TextSection id="hands" title="What is in your hands">
        <Facts rows={HANDS} />
      </TextSection>
      <TextSection id="kept" title="How it is kept">
        <p>
          Every row stands under row-level security: the database itself, not the page, decides who may read
          it. The session lives in a cookie that no script can read. No analytics and no scripts of other
          sites run on these pages.
        </p>
      </TextSection>
    </TextPage>
  );
}

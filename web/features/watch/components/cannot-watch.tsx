import Link from "next/link";

const LINK = "font-medium text-ink underline decoration-line-strong underline-offset-2";

/** Says honestly that this browser gives no page a folder to watch, and what works instead. */
export function CannotWatch() {
  return (
    <div className="grid gap-3 text-soft">
      <p>
        Firefox and Safari let no page watch a folder. Chrome, Edge and other browsers built on Chromium do,
        on a computer.
      </p>
      <ul className="grid list-disc gap-1.5 ps-5">
        <li>
          Open Floyo in one of those browsers, with the same account: what it sees appears here as well.
        </li>
        <li>
          <Link href="/import" className={LINK}>
            Import a log
          </Link>{" "}
          of what happened already. That works in every browser.
        </li>
        <li>Let the command line send events for you, with a device key from this page.</li>
      </ul>
    </div>
  );
}

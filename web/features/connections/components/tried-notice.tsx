import { Notice } from "../../../ui/notice.tsx";
import type { Tried } from "../commands.ts";

/** How a test went, in words. */
export function TriedNotice({ tried }: { tried: Tried }) {
  if (tried.works) {
    return (
      <Notice role="status">
        <span className="font-medium text-accent">It works.</span>{" "}
        {tried.account ? `The service knows it as ${tried.account}.` : "The service took it."}
      </Notice>
    );
  }
  return (
    <Notice tone="warm" role="alert">
      It does not work yet: {tried.error}
      {/[.!?]$/.test(tried.error) ? "" : "."}
    </Notice>
  );
}

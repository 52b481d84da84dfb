"use client";

import { Button } from "../../../ui/button.tsx";
import { useMay } from "../../organisations/use-may.ts";
import { useMute } from "../use-mute.ts";

interface MutedPattern {
  pattern: { id: string; fingerprint: string; org_id: string };
}

export function MuteButton({ pattern }: MutedPattern) {
  const mute = useMute();
  const may = useMay();
  if (!may(pattern.org_id, "suggestions.write")) return null;
  return (
    <Button disabled={mute.isPending} onClick={() => mute.mutate({ pattern, isMuted: true })}>
      Stop looking at this
    </Button>
  );
}

/** Says that a pattern is not looked at, and takes that back with one click. */
export function MutedNotice({ pattern }: MutedPattern) {
  const mute = useMute();
  const may = useMay();
  return (
    <div
      role="status"
      className="card flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 text-[13px] sm:px-5"
    >
      <p className="max-w-[60ch]">
        <b className="font-semibold">You stopped looking at this.</b> Neither it nor a part of it is
        suggested, however often it repeats.
      </p>
      {may(pattern.org_id, "suggestions.write") ? (
        <Button disabled={mute.isPending} onClick={() => mute.mutate({ pattern, isMuted: false })}>
          Look at it again
        </Button>
      ) : null}
    </div>
  );
}

"use client";

import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { currentWatcher } from "../watcher.ts";

/** One click that brings a folder back after the browser forgot the permission. */
export function AllowButton({ sourceId, name }: { sourceId: string; name: string }) {
  const [isRefused, setIsRefused] = useState(false);
  async function allow(): Promise<void> {
    const watcher = await currentWatcher();
    setIsRefused(!(await watcher.allow(sourceId)));
  }
  return (
    <>
      <Button look="warm" onClick={allow} aria-label={`Allow ${name} again`}>
        Allow again
      </Button>
      {isRefused ? (
        <span role="status" className="self-center text-meta text-warm">
          The browser did not allow it
        </span>
      ) : null}
    </>
  );
}

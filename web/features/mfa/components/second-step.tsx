"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { formatDay } from "../../../lib/format-time.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import type { Factor } from "../factor.ts";

const AddFactor = dynamic(() => import("./add-factor.tsx").then((module) => module.AddFactor), {
  ssr: false,
});
const RemoveFactor = dynamic(() => import("./remove-factor.tsx").then((module) => module.RemoveFactor), {
  ssr: false,
});

/** Authenticator apps, and the way to add or remove one. */
export function SecondStep({ factors }: { factors: Factor[] }) {
  const moment = useMoment();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Factor | null>(null);
  return (
    <div className="grid justify-items-start gap-3">
      {factors.length === 0 ? (
        <p className="text-[13px] text-soft">None yet: the password alone signs in.</p>
      ) : (
        <ul className="-mt-1 w-full divide-y divide-line">
          {factors.map((factor) => (
            <li key={factor.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
              <div className="min-w-0">
                <p className="break-words text-[13.5px] font-medium">{factor.name}</p>
                <p className="text-meta text-soft">added {formatDay(Date.parse(factor.addedAt), moment)}</p>
              </div>
              <Button onClick={() => setRemoving(factor)} aria-label={`Remove ${factor.name}`}>
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button look={factors.length === 0 ? "primary" : "secondary"} onClick={() => setAdding(true)}>
        Add an authenticator app
      </Button>
      {isAdding ? (
        <AddFactor taken={factors.map(({ name }) => name)} onClose={() => setAdding(false)} />
      ) : null}
      {removing ? (
        <RemoveFactor factor={removing} isLast={factors.length === 1} onClose={() => setRemoving(null)} />
      ) : null}
    </div>
  );
}

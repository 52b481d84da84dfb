"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { whenAtRest } from "../../../lib/at-rest.ts";

const Listening = dynamic(
  () => import("./organisation-listening.tsx").then((module) => module.OrganisationListening),
  {
    ssr: false,
  },
);

/** Listens to the person's organisations once the page is at rest: nobody waits for that to read. */
export function OrganisationNews({ userId }: { userId: string }) {
  const [isAtRest, setAtRest] = useState(false);
  useEffect(() => whenAtRest(() => setAtRest(true)), []);
  return isAtRest ? <Listening userId={userId} /> : null;
}

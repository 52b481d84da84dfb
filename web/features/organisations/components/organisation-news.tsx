"use client";

import dynamic from "next/dynamic";
import { useAtRest } from "../../../ui/use-at-rest.ts";

const Listening = dynamic(
  () => import("./organisation-listening.tsx").then((module) => module.OrganisationListening),
  {
    ssr: false,
  },
);

/** Listens to the person's organisations once the page is at rest: nobody waits for that to read. */
export function OrganisationNews({ userId }: { userId: string }) {
  return useAtRest() ? <Listening userId={userId} /> : null;
}

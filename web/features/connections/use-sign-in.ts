"use client";

import { useConfirmed } from "../account/use-confirmed.ts";
import { beginSignIn } from "./commands.ts";
import { useSender } from "./use-sender.ts";

/** Leads the browser to the service, where the person signs in; the way back is the callback's. */
export function useSignIn(): (id: string) => Promise<void> {
  const sender = useSender();
  const confirmed = useConfirmed();
  return async (id) => {
    const url = await confirmed(() => beginSignIn(sender, id));
    window.location.assign(url);
  };
}

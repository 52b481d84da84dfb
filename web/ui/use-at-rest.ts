"use client";

import { startTransition, useEffect, useState } from "react";
import { whenAtRest } from "../lib/at-rest.ts";

/** Whether the page has come to rest: what it fetches ahead can wait until then. */
export function useAtRest(): boolean {
  const [isAtRest, setAtRest] = useState(false);
  useEffect(() => whenAtRest(() => startTransition(() => setAtRest(true))), []);
  return isAtRest;
}

"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { whenAtRest } from "../lib/at-rest.ts";
import { useToasts } from "../state/toasts.ts";

// Loaded once the page is at rest, or with the first message: no page waits for it.
const load = () => import("./toast-list.tsx").then((module) => module.ToastList);
const ToastList = dynamic(load, { ssr: false });

/** Shows the toasts of `state/toasts.ts`, once there was one. */
export function Toaster() {
  const isNeeded = useToasts(({ kept }) => kept.length > 0);
  const [isThere, setIsThere] = useState(false);
  useEffect(() => whenAtRest(() => load().catch(() => {})), []);
  if (isNeeded && !isThere) setIsThere(true);
  return isThere ? <ToastList /> : null;
}

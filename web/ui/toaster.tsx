"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useToasts } from "../state/toasts.ts";

// Loaded with the first message: no page waits for it.
const ToastList = dynamic(() => import("./toast-list.tsx").then((module) => module.ToastList), {
  ssr: false,
});

/** Shows the toasts of `state/toasts.ts`, once there was one. */
export function Toaster() {
  const isNeeded = useToasts(({ list }) => list.length > 0);
  const [isThere, setIsThere] = useState(false);
  if (isNeeded && !isThere) setIsThere(true);
  return isThere ? <ToastList /> : null;
}

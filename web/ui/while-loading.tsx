"use client";

import { type ReactNode, Suspense, useState, useSyncExternalStore } from "react";

interface WhileLoadingProps {
  fallback: ReactNode;
  children: ReactNode;
}

/**
 * Shows `fallback` while a page that is gone to within the site loads. A document is sent whole instead: with a boundary
 * around what is larger than a few kilobytes React sends the fallback first and puts the content in its place by script,
 * which is a second later on a phone.
 */
export function WhileLoading({ fallback, children }: WhileLoadingProps) {
  const isDocument = useSyncExternalStore(
    () => () => {},
    () => false,
    () => true,
  );
  // What a page began as it stays: taking the boundary away or putting one in would build its content anew.
  const [isSentWhole] = useState(isDocument);
  return isSentWhole ? children : <Suspense fallback={fallback}>{children}</Suspense>;
}

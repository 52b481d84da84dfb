"use client";

import { ErrorState } from "../ui/error-state.tsx";

export default function RootError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[560px] content-center px-5">
      <ErrorState
        title="This page could not be built"
        message={`Nothing you did was lost. Try again; if it stays, tell us this number: ${error.digest ?? "none"}.`}
        onRetry={reset}
      />
    </main>
  );
}

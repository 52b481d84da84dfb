"use client";

import { ErrorState } from "../../ui/error-state.tsx";

export default function SectionError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="mx-auto max-w-[790px] px-4 py-8">
      <ErrorState
        title="This page could not be built"
        message={`Nothing you did was lost. Try again; if it stays, tell us this number: ${error.digest ?? "none"}.`}
        onRetry={reset}
      />
    </main>
  );
}

"use client";

import { ErrorState } from "../ui/error-state.tsx";
import "./globals.css";

export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Floyo</title>
        <main className="mx-auto grid min-h-dvh max-w-[560px] content-center px-5">
          <ErrorState
            title="Floyo could not start this page"
            message="Nothing you did was lost. Try again in a moment."
            onRetry={reset}
          />
        </main>
      </body>
    </html>
  );
}

import { Button } from "./button.tsx";

interface ErrorStateProps {
  title: string;
  message: string;
  onRetry: () => void;
  isRetrying?: boolean;
}

/** What a list shows when it could not be read: what happened, and the way to try again. */
export function ErrorState({ title, message, onRetry, isRetrying = false }: ErrorStateProps) {
  return (
    <section role="alert" className="card grid justify-items-start gap-2 px-5 py-6 sm:px-6">
      <h2 className="flex items-center gap-2 text-card font-semibold tracking-tight">
        <span aria-hidden="true" className="size-2 rounded-full bg-warm" />
        {title}
      </h2>
      <p className="max-w-[60ch] text-soft">{message}</p>
      <Button className="mt-2" onClick={onRetry} disabled={isRetrying}>
        {isRetrying ? "Trying again…" : "Try again"}
      </Button>
    </section>
  );
}

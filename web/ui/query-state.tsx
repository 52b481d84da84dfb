import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Bar } from "./skeleton.tsx";

interface QueryStateProps<Row> {
  /** What the list holds: `sources`. */
  noun: string;
  query: { data: Row[] | undefined; error: Error | null; refetch: () => unknown };
  empty: ReactNode;
  children: (rows: Row[]) => ReactNode;
}

/** A short list inside a card, in its four states. */
export function QueryState<Row>({ noun, query, empty, children }: QueryStateProps<Row>) {
  if (query.data) return query.data.length === 0 ? empty : children(query.data);
  if (query.error) {
    return (
      <div role="alert" className="grid justify-items-start gap-2">
        <p className="text-[13px] text-warm">
          Your {noun} could not be read. {query.error.message}
        </p>
        <Button onClick={() => query.refetch()}>Try again</Button>
      </div>
    );
  }
  return (
    <div role="status" className="grid gap-3.5">
      <span className="sr-only">Loading {noun}</span>
      <Bar className="h-4 w-3/5" />
      <Bar className="h-4 w-2/5" />
    </div>
  );
}

import { findConnector } from "@floyo/shared/connectors/connectors.ts";

/** Two letters for a service: their own signs are not ours to draw. */
export function ConnectorMark({ connector }: { connector: string }) {
  const name = findConnector(connector)?.name ?? connector;
  const words = name.split(/\s+/);
  const letters = words.length > 1 ? words.map((word) => word.charAt(0)).join("") : name.slice(0, 2);
  return (
    <span
      aria-hidden="true"
      className="grid size-9 shrink-0 place-items-center rounded-control bg-accent-soft text-[13px] font-semibold text-accent"
    >
      {letters.slice(0, 2)}
    </span>
  );
}

"use client";

import type { Connector } from "@floyo/shared/connectors/connector.ts";
import { CONNECTORS } from "@floyo/shared/connectors/connectors.ts";
import { ConnectorMark } from "./connector-mark.tsx";

/** The services that there are, one button each. */
export function ConnectorChoice({ onChoose }: { onChoose: (connector: Connector) => void }) {
  return (
    <ul className="grid gap-2">
      {CONNECTORS.map((connector) => (
        <li key={connector.key}>
          <button
            type="button"
            onClick={() => onChoose(connector as unknown as Connector)}
            className="flex w-full items-center gap-3 rounded-control border border-line bg-panel px-3 py-2.5 text-start hover:border-line-strong"
          >
            <ConnectorMark connector={connector.key} />
            <span className="min-w-0">
              <span className="block text-[13.5px] font-medium">{connector.name}</span>
              <span className="block text-meta text-soft">{connector.description}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

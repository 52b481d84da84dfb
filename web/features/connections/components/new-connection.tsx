"use client";

import type { Connector } from "@floyo/shared/connectors/connector.ts";
import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { SidePanel } from "../../../ui/dialog.tsx";
import { ConnectorChoice } from "./connector-choice.tsx";
import { NewConnectionForm } from "./new-connection-form.tsx";

interface NewConnectionProps {
  organisations: readonly { id: string; name: string; kind: "personal" | "team" }[];
  label: string;
}

/** Adds a connection: first the service, then what opens it. */
export function NewConnection({ organisations, label }: NewConnectionProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState<Connector | null>(null);
  function close(): void {
    setIsOpen(false);
    setChosen(null);
  }
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      <SidePanel
        isOpen={isOpen}
        onOpenChange={(next) => (next ? setIsOpen(true) : close())}
        title={chosen ? `Connect ${chosen.name}` : "Add a connection"}
        description={chosen ? chosen.description : "Choose the service."}
      >
        {chosen ? (
          <NewConnectionForm
            connector={chosen}
            organisations={organisations}
            onBack={() => setChosen(null)}
            onDone={close}
          />
        ) : (
          <ConnectorChoice onChoose={setChosen} />
        )}
      </SidePanel>
    </>
  );
}

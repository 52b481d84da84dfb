"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { sourceKeys } from "../../sources/queries.ts";
import { keyKeys } from "../queries.ts";
import { NewKeyForm } from "./new-key-form.tsx";
import { ShowKeyOnce, type ShownKey } from "./show-key-once.tsx";

/** The button that makes a key, and the one time the key is seen. */
export function NewKey() {
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<ShownKey | null>(null);
  function change(next: boolean): void {
    setIsOpen(next);
    setMade(null);
  }
  return (
    <>
      <Button onClick={() => change(true)}>New key</Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={change}
        title={made ? "Copy your key now" : "New key"}
        description={
          made
            ? "It is shown this once. Floyo keeps only a fingerprint of it."
            : "It acts for you, within what you choose here, until you revoke it."
        }
      >
        {made ? (
          <ShowKeyOnce made={made} onDone={() => change(false)} />
        ) : (
          <NewKeyForm
            onCancel={() => change(false)}
            onMade={(key) => {
              setMade(key);
              void client.invalidateQueries({ queryKey: keyKeys.all });
              void client.invalidateQueries({ queryKey: sourceKeys.all });
            }}
          />
        )}
      </Dialog>
    </>
  );
}

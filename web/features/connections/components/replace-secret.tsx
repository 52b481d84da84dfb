"use client";

import { findConnector } from "@floyo/shared/connectors/connectors.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { replaceSecret } from "../commands.ts";
import { credentialProblems, firstCredential, givenCredential } from "../credential-form.ts";
import { type Connection, connectionKeys } from "../queries.ts";
import { useSender } from "../use-sender.ts";
import { useSignIn } from "../use-sign-in.ts";
import { CredentialFields } from "./credential-fields.tsx";

/** Puts another secret in place of the one that is there; the old one is gone at once. */
export function ReplaceSecret({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const connector = findConnector(connection.connector);
  const sender = useSender();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const signIn = useSignIn();
  const { show, warn } = useToasts.getState();
  const [filled, setFilled] = useState(() => (connector ? firstCredential(connector) : {}));
  const [isChecked, setIsChecked] = useState(false);
  const replace = useMutation({
    mutationFn: async () => {
      const credential = connector ? givenCredential(connector, filled) : {};
      const replaced = await confirmed(() => replaceSecret(sender, { id: connection.id, credential }));
      await client.invalidateQueries({ queryKey: connectionKeys.all });
      if (replaced.needsSignIn) await signIn(connection.id);
      return replaced;
    },
    onSuccess: ({ needsSignIn, tried }) => {
      if (needsSignIn) return;
      if (tried?.works) show({ title: "Replaced, and it works", detail: connection.name });
      else warn({ title: "Replaced, but it does not work yet", detail: connection.name });
      onClose();
    },
  });
  if (!connector) return null;
  const problems = credentialProblems(connector, filled);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={`Replace the secret of ${connection.name}`}
      description="Workflows use the new one from now on. The old one is deleted and cannot be brought back."
    >
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsChecked(true);
          if (problems.size === 0) replace.mutate();
        }}
      >
        <CredentialFields
          connector={connector}
          filled={filled}
          problems={isChecked ? problems : new Map()}
          onChange={setFilled}
        />
        {replace.error ? (
          <Notice tone="warm" role="alert">
            The old one is still there. {replace.error.message}
          </Notice>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={replace.isPending}>
            {replace.isPending ? "Replacing…" : "Replace and test"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

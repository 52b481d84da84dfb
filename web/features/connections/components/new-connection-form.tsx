"use client";

import type { Connector } from "@floyo/shared/connectors/connector.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";
import { Select } from "../../workflows/components/form-parts.tsx";
import { addConnection, tryCredential } from "../commands.ts";
import { credentialProblems, firstCredential, givenCredential, needsSignIn } from "../credential-form.ts";
import { connectionKeys } from "../queries.ts";
import { useSender } from "../use-sender.ts";
import { useSignIn } from "../use-sign-in.ts";
import { CredentialFields } from "./credential-fields.tsx";
import { TriedNotice } from "./tried-notice.tsx";

interface NewConnectionFormProps {
  connector: Connector;
  organisations: readonly { id: string; name: string; kind: "personal" | "team" }[];
  onBack: () => void;
  onDone: () => void;
}

export function NewConnectionForm({ connector, organisations, onBack, onDone }: NewConnectionFormProps) {
  const sender = useSender();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const signIn = useSignIn();
  const { show, warn } = useToasts.getState();
  const [name, setName] = useState(connector.name);
  const [orgId, setOrgId] = useState(organisations[0]?.id ?? "");
  const [filled, setFilled] = useState(() => firstCredential(connector));
  const [isChecked, setIsChecked] = useState(false);
  const problems = credentialProblems(connector, filled);
  const isSignedIn = needsSignIn(connector, filled);
  const given = () => ({ orgId, connector: connector.key, credential: givenCredential(connector, filled) });
  const attempt = useMutation({ mutationFn: () => tryCredential(sender, given()) });
  const add = useMutation({
    mutationFn: async () => {
      const added = await confirmed(() => addConnection(sender, { ...given(), name: name.trim() }));
      await client.invalidateQueries({ queryKey: connectionKeys.all });
      if (added.needsSignIn) await signIn(added.id);
      return added;
    },
    onSuccess: ({ needsSignIn, tried }) => {
      if (needsSignIn) return;
      if (tried?.works) show({ title: "Connected", detail: name });
      else warn({ title: "Added, but it does not work yet", detail: name });
      onDone();
    },
  });

  /** Runs it once nothing is missing; until then the fields say what is. */
  function whenWhole(act: () => void): void {
    setIsChecked(true);
    if (problems.size === 0) act();
  }

  const isBusy = attempt.isPending || add.isPending;
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") whenWhole(() => add.mutate());
      }}
    >
      <Field
        label="Name"
        hint="How workflows show it."
        value={name}
        required
        maxLength={120}
        autoComplete="off"
        error={name.trim() === "" ? "This is missing." : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      {organisations.length > 1 ? (
        <Select
          label="It belongs to"
          value={orgId}
          options={organisations.map((one) => ({
            value: one.id,
            label: one.kind === "personal" ? "You alone" : one.name,
          }))}
          onChange={(event) => setOrgId(event.target.value)}
        />
      ) : null}
      <CredentialFields
        connector={connector}
        filled={filled}
        problems={isChecked ? problems : new Map()}
        onChange={(next) => {
          setFilled(next);
          attempt.reset();
        }}
      />
      <p className="text-meta text-soft">
        Secrets are sealed before they are stored and never shown again, to you neither.{" "}
        <a href={connector.docs} target="_blank" rel="noreferrer" className="underline">
          The service’s documentation
        </a>
      </p>
      {attempt.data ? <TriedNotice tried={attempt.data} /> : null}
      {(attempt.error ?? add.error) ? (
        <Notice tone="warm" role="alert">
          {attempt.error ? "Nothing was tested." : "Nothing was added."}{" "}
          {(attempt.error ?? add.error)?.message}
        </Notice>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="ghost" className="me-auto" onClick={onBack}>
          Another service
        </Button>
        {isSignedIn ? null : (
          <Button disabled={isBusy} onClick={() => whenWhole(() => attempt.mutate())}>
            {attempt.isPending ? "Testing…" : "Test connection"}
          </Button>
        )}
        <Button type="submit" look="primary" disabled={isBusy}>
          {add.isPending ? "Adding…" : isSignedIn ? "Add and sign in" : "Add connection"}
        </Button>
      </div>
    </form>
  );
}

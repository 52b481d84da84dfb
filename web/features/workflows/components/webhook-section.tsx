"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { CopyField } from "../../../ui/copy-field.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import type { Workflow } from "../queries.ts";
import {
  exampleCurl,
  makeWebhookSecret,
  revokeWebhookSecret,
  type WebhookSecret,
  webhookKeys,
  webhookSecretsQuery,
  webhookUrl,
} from "../webhook.ts";

const MOST_SECRETS = 2;

/** The address that starts the workflow, its secrets, and a command to try it with. */
export function WebhookSection({ workflow, mayPublish }: { workflow: Workflow; mayPublish: boolean }) {
  const { supabaseUrl } = useBrowserDb();
  const url = webhookUrl(supabaseUrl, workflow.id);
  return (
    <section
      aria-labelledby="webhook-title"
      className="card grid grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4 sm:px-[22px] sm:py-5"
    >
      <div>
        <h2 id="webhook-title" className="text-[15px] font-semibold tracking-tight">
          Webhook
        </h2>
        <p className="text-[13px] text-soft">
          A program sends JSON here, signed as Standard Webhooks asks. It becomes the run’s input.
          {workflow.publishedVersion ? "" : " Publish the workflow first: until then nothing starts."}
        </p>
      </div>
      <CopyField label="Address" value={url} />
      {mayPublish ? (
        <Secrets workflowId={workflow.id} url={url} />
      ) : (
        <p className="text-[13px] text-soft">Whoever may publish this workflow makes its secrets.</p>
      )}
      <details>
        <summary className="cursor-pointer text-[13px] font-medium">Try it from a shell</summary>
        <pre className="mt-2 whitespace-pre-wrap break-all rounded-control border border-line bg-bg p-3 font-mono text-[12.5px]">
          {exampleCurl(url)}
        </pre>
      </details>
    </section>
  );
}

function Secrets({ workflowId, url }: { workflowId: string; url: string }) {
  const { db, token } = useBrowserDb();
  const client = useQueryClient();
  const query = useQuery(webhookSecretsQuery(db, workflowId));
  const [revoking, setRevoking] = useState<WebhookSecret | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: webhookKeys.secrets(workflowId) });
  const making = useMutation({
    mutationFn: async () => makeWebhookSecret(url, await token()),
    onSettled: refresh,
  });
  const isFull = (query.data?.length ?? 0) >= MOST_SECRETS;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-[13px] font-medium">Secrets</h3>
        <Button disabled={making.isPending || isFull || !query.data} onClick={() => making.mutate()}>
          {making.isPending ? "Making…" : "New secret"}
        </Button>
      </div>
      <QueryState
        noun="secrets"
        query={query}
        empty={<p className="text-[13px] text-soft">None yet. Without one nothing is let in.</p>}
      >
        {(secrets) => <SecretList secrets={secrets} onRevoke={setRevoking} />}
      </QueryState>
      {isFull ? (
        <p className="text-meta text-soft">Both hold. Revoke the old one once the sender uses the new one.</p>
      ) : null}
      {making.error ? (
        <Notice tone="warm" role="alert">
          No secret was made. {making.error.message}
        </Notice>
      ) : null}
      <Dialog
        isOpen={making.data !== undefined}
        onOpenChange={(isOpen) => (isOpen ? null : making.reset())}
        title="Copy the secret now"
        description="It is shown this once. Floyo keeps it sealed and cannot show it again."
      >
        <div className="grid gap-4">
          <CopyField label="Secret" value={making.data ?? ""} />
          <div className="flex justify-end">
            <Button look="primary" onClick={() => making.reset()}>
              I have copied it
            </Button>
          </div>
        </div>
      </Dialog>
      <RevokeSecret workflowId={workflowId} secret={revoking} onClose={() => setRevoking(null)} />
    </div>
  );
}

function SecretList({
  secrets,
  onRevoke,
}: {
  secrets: readonly WebhookSecret[];
  onRevoke: (secret: WebhookSecret) => void;
}) {
  const moment = useMoment();
  return (
    <ul className="divide-y divide-line">
      {secrets.map((secret) => (
        <li key={secret.id} className="flex items-center justify-between gap-3 py-2">
          <p className="text-[13px]">
            <code className="font-mono">whsec_…{secret.hint}</code>
            <span className="ms-2 text-meta text-soft">
              made {formatAgo(Date.parse(secret.created_at), moment)}
            </span>
          </p>
          <Button
            aria-label={`Revoke the secret that ends in ${secret.hint}`}
            onClick={() => onRevoke(secret)}
          >
            Revoke
          </Button>
        </li>
      ))}
    </ul>
  );
}

interface RevokeSecretProps {
  workflowId: string;
  secret: WebhookSecret | null;
  onClose: () => void;
}

function RevokeSecret({ workflowId, secret, onClose }: RevokeSecretProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const revoking = useMutation({
    mutationFn: (secretId: string) => revokeWebhookSecret(db(), workflowId, secretId),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: webhookKeys.secrets(workflowId) });
      show({ title: "The secret is revoked", detail: "What is signed with it is refused from now on." });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen={secret !== null}
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title="Revoke this secret?"
      description={`What is signed with whsec_…${secret?.hint ?? ""} is refused from then on. This cannot be undone.`}
    >
      <div className="grid gap-4">
        {revoking.error ? (
          <Notice tone="warm" role="alert">
            Nothing was changed. {revoking.error.message}
          </Notice>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look="primary"
            disabled={revoking.isPending}
            onClick={() => (secret ? revoking.mutate(secret.id) : null)}
          >
            {revoking.isPending ? "Revoking…" : "Revoke"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

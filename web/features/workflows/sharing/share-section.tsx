"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo, formatDay } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import type { Workflow, WorkflowVersion } from "../queries.ts";
import { revokeShare, shareKeys, sharesQuery, type WorkflowShare } from "./shares.ts";

// What takes the private parts out reads every service and every expression: it comes when somebody shares.
const ShareDialog = dynamic(() => import("./share-dialog.tsx").then((module) => module.ShareDialog));

interface ShareSectionProps {
  workflow: Workflow;
  /** The version in use. */
  published: WorkflowVersion;
}

/** Links to the published version, and a new one. */
export function ShareSection({ workflow, published }: ShareSectionProps) {
  const { db } = useBrowserDb();
  const query = useQuery(sharesQuery(db, workflow.id));
  const [isSharing, setSharing] = useState(false);
  const [revoking, setRevoking] = useState<WorkflowShare | null>(null);
  return (
    <section aria-labelledby="links-title" className="card grid gap-2 px-4 py-4 sm:px-5">
      <h2 id="links-title" className="text-[15px] font-semibold tracking-tight">
        Links
      </h2>
      <QueryState
        noun="links"
        query={query}
        empty={
          <p className="text-[13px] text-soft">
            None yet. A link shows v{published.number} to whoever has it, without connections, addresses and
            files.
          </p>
        }
      >
        {(shares) => (
          <ul className="divide-y divide-line">
            {shares.map((share) => (
              <li key={share.id} className="flex items-start justify-between gap-3 py-2">
                <ShareFacts share={share} />
                <Button aria-label={`Revoke the link to v${share.number}`} onClick={() => setRevoking(share)}>
                  Revoke
                </Button>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
      <Button className="justify-self-start" onClick={() => setSharing(true)}>
        Share v{published.number}
      </Button>
      {isSharing ? (
        <ShareDialog workflow={workflow} published={published} onClose={() => setSharing(false)} />
      ) : null}
      <RevokeShare workflowId={workflow.id} share={revoking} onClose={() => setRevoking(null)} />
    </section>
  );
}

function ShareFacts({ share }: { share: WorkflowShare }) {
  const moment = useMoment();
  const ends = Date.parse(share.expiresAt);
  return (
    <div className="min-w-0">
      <p className="text-[13px] font-medium">v{share.number}</p>
      <p className="break-words text-meta text-soft">
        {formatAgo(Date.parse(share.createdAt), moment)}
        {share.madeBy ? ` · ${share.madeBy}` : ""}
        {ends <= moment.now ? " · has ended" : ` · until ${formatDay(ends, moment)}`}
      </p>
    </div>
  );
}

interface RevokeShareProps {
  workflowId: string;
  share: WorkflowShare | null;
  onClose: () => void;
}

function RevokeShare({ workflowId, share, onClose }: RevokeShareProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const revoking = useMutation({
    mutationFn: (shareId: string) => revokeShare(db(), workflowId, shareId),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: shareKeys.list(workflowId) });
      show({ title: "The link is revoked", detail: "Whoever opens it from now on sees nothing." });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen={share !== null}
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title="Revoke this link?"
      description="It shows nothing from then on. Drafts that others made of it stay theirs. This cannot be undone."
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
            onClick={() => (share ? revoking.mutate(share.id) : null)}
          >
            {revoking.isPending ? "Revoking…" : "Revoke"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

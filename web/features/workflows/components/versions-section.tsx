"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { SidePanel } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { rollBackWorkflow } from "../commands.ts";
import { versionsQuery, type Workflow, type WorkflowVersion, workflowKeys } from "../queries.ts";
import { ShareSection } from "../sharing/share-section.tsx";
import { Differences } from "./differences.tsx";

interface VersionsSectionProps {
  workflow: Workflow;
  mayPublish: boolean;
  mayShare: boolean;
  /** Puts an older definition into the draft. */
  onEdit: (version: WorkflowVersion) => void;
}

/** Every published version, what it changed, the way back to it, and links to the one in use. */
export function VersionsSection(props: VersionsSectionProps) {
  const { db } = useBrowserDb();
  const { workflow, mayShare } = props;
  const published = useQuery(versionsQuery(db, workflow.id)).data?.find(
    ({ number }) => number === workflow.publishedVersion,
  );
  return (
    <>
      <Versions {...props} />
      {mayShare && published ? <ShareSection workflow={workflow} published={published} /> : null}
    </>
  );
}

function Versions({ workflow, mayPublish, onEdit }: VersionsSectionProps) {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const query = useQuery(versionsQuery(db, workflow.id));
  const [opened, setOpened] = useState<number | null>(null);
  return (
    <section aria-labelledby="versions-title" className="card px-4 py-4 sm:px-5">
      <h2 id="versions-title" className="mb-2 text-[15px] font-semibold tracking-tight">
        Versions
      </h2>
      <QueryState
        noun="versions"
        query={query}
        empty={<p className="text-[13px] text-soft">None yet. Publishing the draft makes the first.</p>}
      >
        {(versions) => (
          <>
            <ol className="divide-y divide-line">
              {versions.map((version) => (
                <li key={version.number} className="flex items-start justify-between gap-3 py-2">
                  <div className="min-w-0">
                    <p className="text-[13px] font-medium">
                      v{version.number}
                      {version.number === workflow.publishedVersion ? (
                        <span className="ms-2 rounded-full bg-accent-soft px-2 py-0.5 text-meta text-accent">
                          in use
                        </span>
                      ) : null}
                    </p>
                    <p className="break-words text-meta text-soft">
                      {formatAgo(Date.parse(version.publishedAt), moment)}
                      {version.rolledBackTo ? ` · back to v${version.rolledBackTo}` : ""}
                      {version.note ? ` · ${version.note}` : ""}
                    </p>
                  </div>
                  <Button
                    aria-label={`Look at version ${version.number}`}
                    onClick={() => setOpened(version.number)}
                  >
                    Look
                  </Button>
                </li>
              ))}
            </ol>
            <VersionPanel
              versions={versions}
              number={opened}
              workflow={workflow}
              mayPublish={mayPublish}
              onEdit={onEdit}
              onClose={() => setOpened(null)}
            />
          </>
        )}
      </QueryState>
    </section>
  );
}

interface VersionPanelProps extends Omit<VersionsSectionProps, "mayShare"> {
  versions: readonly WorkflowVersion[];
  number: number | null;
  onClose: () => void;
}

function VersionPanel({ versions, number, workflow, mayPublish, onEdit, onClose }: VersionPanelProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const rollBack = useMutation({
    mutationFn: (version: number) => rollBackWorkflow(db(), workflow.id, version),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: workflowKeys.all });
      show({
        title: `Version ${made} is published`,
        detail: `It is v${number} once more. The draft stays as it is.`,
      });
      onClose();
    },
  });
  const version = versions.find((one) => one.number === number);
  if (!version) return null;
  const before = versions.find((one) => one.number < version.number);
  const inUse = versions.find((one) => one.number === workflow.publishedVersion);
  const isInUse = inUse?.number === version.number;
  const compared = isInUse ? before : inUse;
  return (
    <SidePanel
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={`Version ${version.number}`}
      description={compared ? `What it has otherwise than v${compared.number}.` : "The first version."}
    >
      <div className="grid gap-4">
        {compared ? (
          <Differences
            before={compared.definition}
            after={version.definition}
            beforeLabel={`v${compared.number}`}
            afterLabel={`v${version.number}`}
          />
        ) : (
          <pre className="overflow-x-auto rounded-control border border-line bg-bg p-3 font-mono text-[12.5px]">
            {JSON.stringify(version.definition, null, 2)}
          </pre>
        )}
        {rollBack.error ? (
          <Notice tone="warm" role="alert">
            Nothing was changed. {rollBack.error.message}
          </Notice>
        ) : null}
        {mayPublish ? (
          <div className="flex flex-wrap gap-2">
            {isInUse ? null : (
              <Button
                look="primary"
                disabled={rollBack.isPending}
                onClick={() => rollBack.mutate(version.number)}
              >
                {rollBack.isPending ? "Publishing…" : `Go back to v${version.number}`}
              </Button>
            )}
            <Button
              onClick={() => {
                onEdit(version);
                onClose();
              }}
            >
              Put it into the draft
            </Button>
          </div>
        ) : null}
      </div>
    </SidePanel>
  );
}

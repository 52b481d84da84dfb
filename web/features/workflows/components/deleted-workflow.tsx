"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { changeWorkflow } from "../commands.ts";
import { type Workflow, workflowKeys } from "../queries.ts";
import { usePermission } from "../use-permission.ts";

export function DeletedWorkflow({ workflow, userId }: { workflow: Workflow; userId: string }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const may = usePermission(userId);
  const restore = useMutation({
    mutationFn: () => changeWorkflow(db(), workflow.id, "restore"),
    onSuccess: () => client.invalidateQueries({ queryKey: workflowKeys.all }),
  });
  return (
    <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
      <EmptyState
        level={1}
        title={`${workflow.name} is deleted`}
        action={
          <>
            {may(workflow.orgId, "workflows.write") ? (
              <Button look="primary" disabled={restore.isPending} onClick={() => restore.mutate()}>
                Bring it back
              </Button>
            ) : null}
            <Link href="/workflows" className={buttonClass()}>
              To the workflows
            </Link>
          </>
        }
      >
        Nothing starts it any more. Its draft, versions and runs are kept.
        {restore.error ? <p className="mt-2 text-warm">{restore.error.message}</p> : null}
      </EmptyState>
    </main>
  );
}

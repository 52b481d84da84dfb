"use client";

import Link from "next/link";
import { useRef, useState } from "react";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { fromFile } from "../draft-file.ts";
import { emptyDraft } from "../draft-steps.ts";
import { useWritableOrganisations } from "../use-writable-organisations.ts";
import { type Begun, NameDialog } from "./name-dialog.tsx";

/** Makes an empty workflow, one from a template, or one from a file. */
export function NewWorkflow({ userId, isFirst }: { userId: string; isFirst: boolean }) {
  const organisations = useWritableOrganisations(userId) ?? [];
  const [begun, setBegun] = useState<Begun | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          disabled={organisations.length === 0}
          onClick={() => setBegun({ name: "", draft: emptyDraft() })}
        >
          {isFirst ? "Make a workflow" : "New workflow"}
        </Button>
        <Link href="/workflows/templates" className={buttonClass()}>
          Start from a template
        </Link>
        <Button disabled={organisations.length === 0} onClick={() => file.current?.click()}>
          Import a file
        </Button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          className="sr-only"
          tabIndex={-1}
          aria-label="File of a workflow"
          onChange={async (event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = "";
            if (!chosen) return;
            setProblem(null);
            try {
              setBegun(await fromFile(await chosen.text()));
            } catch (error) {
              setProblem(error instanceof Error ? error.message : String(error));
            }
          }}
        />
      </div>
      {problem ? (
        <Notice tone="warm" role="alert">
          Nothing was imported. {problem}
        </Notice>
      ) : null}
      {begun ? (
        <NameDialog begun={begun} organisations={organisations} onClose={() => setBegun(null)} />
      ) : null}
    </div>
  );
}

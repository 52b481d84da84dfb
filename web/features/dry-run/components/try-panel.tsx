"use client";

import type { Sample } from "@floyo/shared/workflows/dry-run/dry-run.ts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { SidePanel } from "../../../ui/dialog.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Bar } from "../../../ui/skeleton.tsx";
import { runQuery, runStepsQuery, runsQuery } from "../../runs/queries.ts";
import { readRunFilter } from "../../runs/run-filter.ts";
import { STATUS_WORDS } from "../../runs/status-words.ts";
import { Select, TextArea } from "../../workflows/components/form-parts.tsx";
import type { Draft } from "../../workflows/draft.ts";
import { fromText, toText } from "../../workflows/json-text.ts";
import { sampleOfRun } from "../sample-of-run.ts";
import { useDryRun } from "../use-dry-run.ts";
import { TriedRun } from "./tried-run.tsx";

const OFFERED_RUNS = 10;

interface TryPanelProps {
  workflowId: string;
  draft: Draft;
  onClose: () => void;
}

/** Goes through the draft as it stands, with an example or with what an earlier run was told. Nothing outside happens. */
export function TryPanel({ workflowId, draft, onClose }: TryPanelProps) {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const [runId, setRunId] = useState("");
  const [edited, setEdited] = useState<Sample | null>(null);
  const ofWorkflow = readRunFilter(new URLSearchParams({ workflow: workflowId }));
  const runs = useInfiniteQuery(runsQuery(db, ofWorkflow, moment.timeZone));
  const recorded = useRecorded(runId);
  const sample = edited ?? recorded.sample;
  // A field keeps what is typed into it, so another start needs fields of its own.
  const isReading = runId !== "" && recorded.sample === null && recorded.error === null;
  const answer = useDryRun(draft, sample);
  const example = answer?.isExample ? answer.sample : null;
  const shown = edited ?? (runId === "" ? example : recorded.sample);
  return (
    <SidePanel
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title="Try it"
      description="Goes through the draft as it stands. Nothing is sent, nobody is told: calls answer as they did in an earlier run, or with an example."
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <Select
          label="It starts with"
          value={runId}
          options={[
            { value: "", label: "An example" },
            ...(runs.data?.pages[0] ?? []).slice(0, OFFERED_RUNS).map((run) => ({
              value: run.id,
              label: `The run of ${formatAgo(Date.parse(run.created_at), moment)}, ${STATUS_WORDS[run.status]}`,
            })),
          ]}
          onChange={(event) => {
            setRunId(event.target.value);
            setEdited(null);
          }}
        />
        {recorded.error ? (
          <Notice tone="warm" role="alert">
            That run could not be read. {recorded.error.message}
          </Notice>
        ) : null}
        {shown ? (
          <div key={runId} className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <SampleField
              label="What started it (trigger)"
              value={shown.trigger}
              onChange={(trigger) => setEdited({ ...shown, trigger })}
            />
            <SampleField
              label="What it was given (input)"
              value={shown.input}
              onChange={(input) => setEdited({ ...shown, input })}
            />
          </div>
        ) : null}
        {answer?.problem ? (
          <Notice tone="warm" role="status">
            It cannot be tried yet. {answer.problem.place ? `${answer.problem.place}: ` : ""}
            {answer.problem.message}
          </Notice>
        ) : null}
        {answer?.run && !isReading ? <TriedRun run={answer.run} draft={draft} /> : null}
        {answer === null || isReading ? (
          <div role="status" className="grid gap-3">
            <span className="sr-only">Loading what would happen</span>
            <Bar className="h-14" />
            <Bar className="h-14" />
          </div>
        ) : null}
      </div>
    </SidePanel>
  );
}

/** What a run was told; nothing where none is chosen. */
function useRecorded(runId: string): { sample: Sample | null; error: Error | null } {
  const { db } = useBrowserDb();
  const isChosen = runId !== "";
  const run = useQuery({ ...runQuery(db, runId), enabled: isChosen });
  const steps = useQuery({ ...runStepsQuery(db, runId), enabled: isChosen });
  const sample = useMemo(
    () => (run.data && steps.data ? sampleOfRun(run.data, steps.data) : null),
    [run.data, steps.data],
  );
  return isChosen ? { sample, error: run.error ?? steps.error } : { sample: null, error: null };
}

interface SampleFieldProps {
  label: string;
  value: Sample["trigger"];
  onChange: (value: Sample["trigger"]) => void;
}

function SampleField({ label, value, onChange }: SampleFieldProps) {
  const [typed, setTyped] = useState(() => toText(value));
  return (
    <TextArea
      label={label}
      isCode
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(fromText(event.target.value) as Sample["trigger"]);
      }}
    />
  );
}

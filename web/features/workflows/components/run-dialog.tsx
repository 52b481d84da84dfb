"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useStartWork } from "../../../lib/start-work.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { runKeys } from "../../runs/run-keys.ts";
import { startRun } from "../commands.ts";
import type { DraftTrigger } from "../draft.ts";
import { answersOf, type InputQuestion } from "../input-answers.ts";
import { readVersion, type Workflow } from "../queries.ts";
import { Select, TextArea } from "./form-parts.tsx";

/** Starts a run of the published version, with the answers to its questions. */
export function RunDialog({ workflow, onClose }: { workflow: Workflow; onClose: () => void }) {
  const { db } = useBrowserDb();
  const router = useRouter();
  const client = useQueryClient();
  const startWork = useStartWork();
  const number = workflow.publishedVersion ?? 0;
  const published = useQuery({
    queryKey: ["workflows", "version", workflow.id, number],
    queryFn: () => readVersion(db(), workflow.id, number),
    refetchInterval: false,
  });
  const start = useMutation({
    mutationFn: (input: object) => startRun(db(), workflow.id, input),
    onSuccess: (id) => {
      void startWork();
      void client.invalidateQueries({ queryKey: runKeys.all });
      router.push(`/runs/${id}`);
    },
  });
  const questions = questionsOf(published.data?.trigger);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={`Run ${workflow.name}`}
      description={`Version ${number}, now. What it does outside really happens.`}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate(answersOf(questions, new FormData(event.currentTarget)));
        }}
      >
        {questions.map((question) => (
          <Question key={question.name} question={question} />
        ))}
        {start.error || published.error ? (
          <Notice tone="warm" role="alert">
            Nothing was started. {(start.error ?? published.error)?.message}
          </Notice>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={start.isPending || !published.data}>
            {start.isPending ? "Starting…" : "Start"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function questionsOf(trigger: DraftTrigger | undefined): InputQuestion[] {
  return Array.isArray(trigger?.fields) ? (trigger.fields as InputQuestion[]) : [];
}

function Question({ question: { name, label, type, required, options, help } }: { question: InputQuestion }) {
  const common = {
    name,
    label: required ? label : `${label} (may be empty)`,
    required: required === true,
    hint: help || undefined,
  };
  if (type === "long-text") return <TextArea {...common} />;
  if (type === "choice" || type === "yes-no") {
    const choices =
      type === "choice"
        ? (options ?? []).map((option) => ({ value: option, label: option }))
        : [
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ];
    return <Select {...common} defaultValue="" options={[{ value: "", label: "Choose" }, ...choices]} />;
  }
  return (
    <Field
      {...common}
      type={type === "number" ? "number" : type === "date" ? "date" : "text"}
      step={type === "number" ? "any" : undefined}
      autoComplete="off"
    />
  );
}

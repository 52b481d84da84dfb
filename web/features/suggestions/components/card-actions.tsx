"use client";

import { formatUntil } from "../../../lib/format-time.ts";
import { useFeedScreen } from "../../../state/feed.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { useMay } from "../../organisations/use-may.ts";
import { useAccept } from "../../workflows/use-accept.ts";
import { undoUntil } from "../describe.ts";
import type { Suggestion } from "../suggestion.ts";
import type { Decide } from "../use-decide.ts";
import { NotNowMenu } from "./not-now-menu.tsx";

/** What a person can do with a suggestion in its present state. */
export function CardActions({ suggestion, decide }: { suggestion: Suggestion; decide: Decide }) {
  const openEvidence = useFeedScreen((screen) => screen.openEvidence);
  const accept = useAccept();
  const may = useMay();
  const mayDecide = may(suggestion.org_id, "suggestions.write");
  const isUndecided = suggestion.status === "open" || suggestion.status === "snoozed";
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      {isUndecided && mayDecide && may(suggestion.org_id, "workflows.write") ? (
        <Button look="primary" disabled={accept.isPending} onClick={() => accept.mutate(suggestion.id)}>
          {accept.isPending ? "Making it…" : "Make it a workflow"}
        </Button>
      ) : null}
      {isUndecided && mayDecide ? (
        <Button
          onClick={() =>
            decide({
              suggestion,
              decision: { verdict: "keep" },
              done: { title: "Kept", detail: "You find it under Kept." },
            })
          }
        >
          Keep it
        </Button>
      ) : null}
      <Button onClick={() => openEvidence(suggestion.id)}>Why am I seeing this?</Button>
      {mayDecide && suggestion.status === "open" ? (
        <NotNowMenu suggestion={suggestion} decide={decide} />
      ) : null}
      {mayDecide && suggestion.status !== "open" ? <Undo suggestion={suggestion} decide={decide} /> : null}
    </div>
  );
}

const UNDO_LABEL = { kept: "Undo", snoozed: "Bring it back now", dismissed: "Undo" } as const;

function Undo({ suggestion, decide }: { suggestion: Suggestion; decide: Decide }) {
  const moment = useMoment();
  const until = undoUntil(suggestion, moment.now);
  const { status } = suggestion;
  if (status === "open" || status === "withdrawn" || until === null) return null;
  return (
    <>
      <Button
        look={status === "snoozed" ? "ghost" : "secondary"}
        onClick={() =>
          decide({
            suggestion,
            decision: { verdict: "undo" },
            done: { title: "Back in For you", detail: suggestion.title },
          })
        }
      >
        {UNDO_LABEL[status]}
      </Button>
      {status === "snoozed" ? null : (
        <span className="text-meta text-soft sm:ms-auto">until {formatUntil(until, moment)}</span>
      )}
    </>
  );
}

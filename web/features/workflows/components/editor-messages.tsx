import { Notice } from "../../../ui/notice.tsx";
import type { Workflow } from "../queries.ts";
import type { Saving } from "../use-save.ts";

interface EditorMessagesProps {
  workflow: Workflow;
  saving: Saving;
  isBehind: boolean;
}

/** What is to be known of the draft as a whole: who paused it, what keeps it from being saved. */
export function EditorMessages({ workflow, saving, isBehind }: EditorMessagesProps) {
  const { problems, warnings, error, isUnfilled } = saving;
  const elsewhere = problems.filter(({ place }) => !/^(trigger|steps\.\d)/.test(place));
  return (
    <>
      {workflow.pausedBecause ? (
        <Notice tone="warm" role="status">
          {workflow.pausedBecause === "errors"
            ? "Paused by Floyo, since nearly all of its last runs failed. Nothing starts it until you let it go on."
            : "Paused. Nothing starts it until you let it go on; it can be run by hand."}
        </Notice>
      ) : null}
      {isBehind ? (
        <Notice tone="warm" role="status">
          Somebody else has saved this workflow meanwhile. Save, and you see both.
        </Notice>
      ) : null}
      {isUnfilled ? (
        <Notice role="status">
          {problems.length === 1 ? "One thing is" : `${problems.length} things are`} still to be filled in,
          marked where {problems.length === 1 ? "it stands" : "they stand"}.
        </Notice>
      ) : null}
      {problems.length > 0 && !isUnfilled ? (
        <Notice tone="warm" role="alert">
          {problems.length === 1 ? "One thing is" : `${problems.length} things are`} not right yet, so nothing
          was saved. It is marked where it stands.
          {elsewhere.map(({ place, message }) => (
            <span key={place} className="block">
              {place ? `${place}: ` : ""}
              {message}
            </span>
          ))}
        </Notice>
      ) : null}
      {problems.length === 0 && warnings.length > 0 ? (
        <Notice role="status">
          Saved. Worth a second look:
          {warnings.map(({ place, message }) => (
            <span key={place} className="block">
              {place}: {message}
            </span>
          ))}
        </Notice>
      ) : null}
      {error ? (
        <Notice tone="warm" role="alert">
          Nothing was saved. {error}
        </Notice>
      ) : null}
    </>
  );
}

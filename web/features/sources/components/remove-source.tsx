"use client";

import { useState } from "react";
import { useWatcherStore } from "../../../state/watcher.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { Source, SourceKind } from "../rows.ts";
import { useRemoveSource } from "../use-remove-source.ts";

interface RemoveSourceProps {
  source: Source;
  isOpen: boolean;
  onClose: () => void;
}

const ENDS: Record<SourceKind, string> = {
  folder: "Floyo stops watching it and forgets the folder on this device.",
  cli: "Its device keys end: what uses them can send nothing from now on.",
  api: "Its device keys end: what uses them can send nothing from now on.",
  import: "Importing the same file again later would add its events a second time.",
};

/** Says what ends and asks what becomes of the events, then takes the source out of the list. */
export function RemoveSource({ source, isOpen, onClose }: RemoveSourceProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(isStill) => (isStill ? null : onClose())}
      title={`Remove ${source.name}?`}
      description={ENDS[source.kind]}
    >
      <RemoveForm source={source} onClose={onClose} />
    </Dialog>
  );
}

function RemoveForm({ source, onClose }: Omit<RemoveSourceProps, "isOpen">) {
  const [isWithEvents, setWithEvents] = useState(false);
  const [typed, setTyped] = useState("");
  const remove = useRemoveSource(source, onClose);
  const isSure = !isWithEvents || typed.trim() === source.name.trim();
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSure) remove.mutate({ isWithEvents });
      }}
    >
      <fieldset className="grid gap-2">
        <legend className="label-quiet mb-2">What becomes of its events</legend>
        <Choice
          name="They stay yours"
          detail="In the timeline, and in the routines found in them."
          isChosen={!isWithEvents}
          onChoose={() => setWithEvents(false)}
        />
        <Choice
          name="They are deleted"
          detail="With every routine and suggestion that rests on them alone. The rest is looked through anew."
          isChosen={isWithEvents}
          onChoose={() => setWithEvents(true)}
        />
      </fieldset>
      {isWithEvents ? (
        <Field
          label={`To delete them, type ${source.name}`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      ) : null}
      <Unsent sourceId={source.id} />
      <p className="text-soft">Nothing on your disk is touched. This cannot be taken back.</p>
      {remove.error ? (
        <Notice tone="warm" role="alert">
          It is still there. {remove.error.message}
        </Notice>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="warm" disabled={remove.isPending || !isSure}>
          {wordsOf({ isWithEvents, isPending: remove.isPending })}
        </Button>
      </div>
    </form>
  );
}

function wordsOf({ isWithEvents, isPending }: { isWithEvents: boolean; isPending: boolean }): string {
  if (isPending) return "Removing…";
  return isWithEvents ? "Remove source and events" : "Remove source";
}

function Unsent({ sourceId }: { sourceId: string }) {
  const waiting = useWatcherStore(({ folders }) => folders[sourceId]?.waiting ?? 0);
  if (waiting === 0) return null;
  return (
    <p className="text-warm">
      {waiting === 1 ? "1 event was" : `${waiting} events were`} not sent yet and will be lost.
    </p>
  );
}

interface ChoiceProps {
  name: string;
  detail: string;
  isChosen: boolean;
  onChoose: () => void;
}

function Choice({ name, detail, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className="grid cursor-pointer grid-cols-[16px_1fr] items-start gap-x-2.5 rounded-control border border-line px-3 py-2.5 has-checked:border-ink">
      <input
        type="radio"
        name="events"
        checked={isChosen}
        onChange={onChoose}
        className="mt-0.5 size-4 accent-accent"
      />
      <span className="grid">
        <span className="text-[13px] font-medium">{name}</span>
        <span className="text-meta text-soft">{detail}</span>
      </span>
    </label>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { NOTIFICATION_KINDS, type NotificationKind } from "../kinds.ts";
import type { NotificationChoice } from "../rows.ts";
import { notificationChoicesQuery, saveChoice } from "../settings-queries.ts";
import { useSave } from "../use-save.ts";

const MAILS: readonly { value: NotificationChoice["mail"]; label: string }[] = [
  { value: "at_once", label: "Mail at once" },
  { value: "digest", label: "In the digest" },
  { value: "never", label: "No mail" },
];

/** Each kind of notification with its channels; a choice is stored as it is made. */
export function ChoiceList({ userId }: { userId: string }) {
  const { db } = useBrowserDb();
  const { data, error, refetch, isFetching } = useQuery(notificationChoicesQuery(db));
  const save = useSave();
  if (error && !data) {
    return (
      <ErrorState
        title="Your choices could not be read"
        message={`${error.message} They are kept.`}
        onRetry={() => refetch()}
        isRetrying={isFetching}
      />
    );
  }
  if (!data) return null;
  return (
    <ul className="grid divide-y divide-line">
      {NOTIFICATION_KINDS.map((kind) => {
        const choice = data.find((one) => one.kind === kind.kind) ?? usual(kind);
        return (
          <li key={kind.kind} className="py-3 first:pt-0 last:pb-0">
            <Choice
              kind={kind}
              choice={choice}
              onChange={(change) => save.mutate((now) => saveChoice(now, userId, { ...choice, ...change }))}
            />
          </li>
        );
      })}
    </ul>
  );
}

interface ChoiceProps {
  kind: NotificationKind;
  choice: NotificationChoice;
  onChange: (change: Partial<NotificationChoice>) => void;
}

function Choice({ kind, choice, onChange }: ChoiceProps) {
  return (
    <fieldset className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <legend className="sr-only">{kind.label}</legend>
      <div className="min-w-0 flex-1 basis-64">
        <p className="text-[13.5px] font-semibold">{kind.label}</p>
        <p className="text-[13px] text-soft">{kind.says}</p>
      </div>
      <label className="flex min-h-9 items-center gap-2 text-[13px] pointer-coarse:min-h-11">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={choice.in_app}
          disabled={!kind.mayBeHidden}
          onChange={(event) => onChange({ in_app: event.target.checked })}
        />
        In Floyo
      </label>
      <SelectField
        label={`Mail: ${kind.label}`}
        value={choice.mail}
        options={MAILS}
        onChange={(mail) => onChange({ mail })}
      />
    </fieldset>
  );
}

const usual = ({ kind, usualMail }: NotificationKind): NotificationChoice => ({
  kind,
  in_app: true,
  mail: usualMail,
});

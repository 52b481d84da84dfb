"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatUntil } from "../../../lib/format-time.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import type { NotificationSettings } from "../rows.ts";
import { notificationSettingsQuery, saveSettings } from "../settings-queries.ts";
import { useSave } from "../use-save.ts";

const RHYTHMS: readonly { value: NotificationSettings["digest"]; label: string }[] = [
  { value: "daily", label: "Every day" },
  { value: "weekly", label: "Every week" },
  { value: "off", label: "Off" },
];
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map(
  (label, index) => ({ value: String(index + 1), label: `on ${label}` }),
);
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `at ${String(hour).padStart(2, "0")}:00`,
}));

/** When the digest comes, by the person's own clock; a choice is stored as it is made. */
export function DigestForm({ userId }: { userId: string }) {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const { data, error, refetch, isFetching } = useQuery(notificationSettingsQuery(db));
  const save = useSave();
  if (error && !data) {
    return (
      <ErrorState
        title="Your settings could not be read"
        message={`${error.message} They are kept.`}
        onRetry={() => refetch()}
        isRetrying={isFetching}
      />
    );
  }
  if (!data) return null;
  const change = (next: Partial<NotificationSettings>) =>
    save.mutate((now) => saveSettings(now, userId, next));
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <SelectField
          label="How often"
          value={data.digest}
          options={RHYTHMS}
          onChange={(digest) => change({ digest })}
        />
        {data.digest === "weekly" ? (
          <SelectField
            label="Weekday"
            value={String(data.weekday)}
            options={WEEKDAYS}
            onChange={(weekday) => change({ weekday: Number(weekday) })}
          />
        ) : null}
        {data.digest === "off" ? null : (
          <SelectField
            label="Hour"
            value={String(data.hour)}
            options={HOURS}
            onChange={(hour) => change({ hour: Number(hour) })}
          />
        )}
      </div>
      <p role="status" className="text-[13px] text-soft">
        {data.digest_at
          ? `The next one comes ${formatUntil(Date.parse(data.digest_at), moment)}`
          : "None comes"}
        , by the clock of {moment.timeZone}.{" "}
        <Link href="/settings" className="text-accent underline underline-offset-2">
          Another zone
        </Link>
      </p>
    </div>
  );
}

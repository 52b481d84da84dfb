"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { privacySettingsQuery } from "../queries.ts";

const DAY_MS = 86_400_000;

/** Said before events are sent that the person's own retention would delete the next night. */
export function RetentionNote({ oldestMs }: { oldestMs: number }) {
  const { db } = useBrowserDb();
  const moment = useMoment();
  const days = useQuery({ ...privacySettingsQuery(db), refetchInterval: false }).data?.retentionDays;
  if (days === undefined || oldestMs >= moment.now - days * DAY_MS) return null;
  return (
    <Notice>
      Floyo keeps your events for {days} {days === 1 ? "day" : "days"}: older ones of this file are deleted
      tonight, and routines that rest on them may go. To keep them up to a year,{" "}
      <Link
        href="/settings/privacy#taken"
        className="font-medium underline decoration-line-strong underline-offset-2"
      >
        change that first
      </Link>
      .
    </Notice>
  );
}

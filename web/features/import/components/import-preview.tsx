"use client";

import type { LogFormat } from "@floyo/shared/events/import/read-log.ts";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatCount } from "../../../lib/format-count.ts";
import { formatDay } from "../../../lib/format-time.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { RetentionNote } from "../../privacy/components/retention-note.tsx";
import type { ImportStage } from "../import-store.ts";
import { previewFile, sendFile, startOver } from "../run-import.ts";
import { ActorField } from "./actor-field.tsx";
import { BrokenLines } from "./broken-lines.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { ZoneField } from "./zone-field.tsx";

export const FORMAT_WORDS: Record<LogFormat, string> = {
  ndjson: "NDJSON",
  csv: "CSV",
  "git-log": "git log",
  activitywatch: "ActivityWatch export",
};

/** What the file holds and what would be sent, before anything is. */
export function ImportPreview({ stage }: { stage: Extract<ImportStage, { name: "ready" }> }) {
  const { db, token, supabaseUrl } = useBrowserDb();
  const client = useQueryClient();
  const moment = useMoment();
  const { file, scan, actor } = stage;
  const mine = scan.actors.find(({ name }) => name === actor)?.events ?? scan.events;
  const zone = { ...moment, timeZone: scan.timeZone };
  const send = () =>
    sendFile({
      db: db(),
      token,
      url: `${supabaseUrl}/functions/v1/ingest`,
      onOver: () => void client.invalidateQueries(),
    });
  return (
    <section aria-labelledby="preview-title" className="card grid gap-5 px-4 py-5 sm:px-[22px]">
      <div className="grid gap-1">
        <h2 id="preview-title" className="text-card font-semibold tracking-tight [overflow-wrap:anywhere]">
          {file.name}
        </h2>
        <p className="text-soft">
          {formatCount(scan.events)} {scan.events === 1 ? "event" : "events"}
          {scan.span ? `, ${formatDay(scan.span.from, zone)} to ${formatDay(scan.span.to, zone)}` : ""}
        </p>
      </div>
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <Fact label="Format">{FORMAT_WORDS[scan.format]}</Fact>
        <ZoneField
          scan={scan}
          onChange={(timeZone) => void previewFile(file, { timeZone, zoneFrom: "person" })}
        />
      </dl>
      {scan.actors.length > 0 ? <ActorField actors={scan.actors} actor={actor} /> : null}
      <PreviewTable events={scan.first} timeZone={scan.timeZone} />
      {scan.tooOld > 0 ? (
        <p className="text-[13px] text-soft">
          {formatCount(scan.tooOld)} more {scan.tooOld === 1 ? "is" : "are"} older than a year and a day.
          Floyo does not keep those, so they are not sent.
        </p>
      ) : null}
      {scan.span ? <RetentionNote oldestMs={scan.span.from} /> : null}
      <BrokenLines broken={scan.broken} count={scan.brokenCount} format={scan.format} />
      <div className="flex flex-wrap items-center gap-2 border-line border-t pt-4">
        <Button look="primary" onClick={send}>
          Send {formatCount(mine)} {mine === 1 ? "event" : "events"}
        </Button>
        <Button onClick={startOver}>Choose another file</Button>
      </div>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1.5">
      <dt className="text-[13px] font-medium">{label}</dt>
      <dd className="text-soft">{children}</dd>
    </div>
  );
}

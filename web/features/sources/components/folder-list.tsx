"use client";

import { useQuery } from "@tanstack/react-query";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatCount } from "../../../lib/format-count.ts";
import { formatAgo } from "../../../lib/format-time.ts";
import { useWatcherStore } from "../../../state/watcher.ts";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { useMay } from "../../organisations/use-may.ts";
import { AllowButton } from "../../watch/components/allow-button.tsx";
import { WatchFolderButton } from "../../watch/components/watch-folder-button.tsx";
import { sourcesQuery } from "../queries.ts";
import type { Source } from "../rows.ts";
import { folderStatus } from "../source-status.ts";
import { CoverageStrip } from "./coverage-strip.tsx";
import { NewestEvents } from "./newest-events.tsx";
import { PauseButton } from "./pause-button.tsx";
import { SourceMenu } from "./source-menu.tsx";
import { StatusLine } from "./status-line.tsx";

/** The watched folders, of this device and of others. */
export function FolderList() {
  const { db } = useBrowserDb();
  const query = useQuery({
    ...sourcesQuery(db),
    select: (sources) => sources.filter(({ kind }) => kind === "folder"),
  });
  return (
    <QueryState
      noun="folders"
      query={query}
      empty={
        <p className="max-w-[58ch] text-[13px] text-soft">
          None yet. Choose the folder where most of your work passes through, such as Downloads or Documents,
          and leave a tab of Floyo open.
        </p>
      }
    >
      {(folders) => (
        <ul className="-my-1 divide-y divide-line">
          {folders.map((folder) => (
            <FolderRow key={folder.id} source={folder} />
          ))}
        </ul>
      )}
    </QueryState>
  );
}

function FolderRow({ source }: { source: Source }) {
  const moment = useMoment();
  const may = useMay();
  const watched = useWatcherStore(({ folders }) => folders[source.id]);
  const status = folderStatus(source, watched);
  const last = source.last_event_at ? formatAgo(Date.parse(source.last_event_at), moment) : null;
  return (
    <li className="grid gap-3 py-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-60 gap-1">
          <h3 className="truncate text-[13.5px] font-semibold">{source.name}</h3>
          <StatusLine status={status}>
            {watched?.state === "watching" ? <span>{formatCount(watched.files)} files</span> : null}
            <span>{last ? `last event ${last}` : "no event yet"}</span>
            {watched && watched.waiting > 0 ? (
              <span className="font-medium text-warm">{formatCount(watched.waiting)} wait</span>
            ) : null}
            {watched?.how === "polling" && watched.state === "watching" ? (
              <span>looks again every few seconds</span>
            ) : null}
          </StatusLine>
        </div>
        <div className="flex flex-wrap gap-2">
          {watched?.state === "needs permission" && source.paused_at === null ? (
            <AllowButton sourceId={source.id} name={source.name} />
          ) : null}
          {(!watched || watched.state === "gone") &&
          source.paused_at === null &&
          may(source.org_id, "events.write") ? (
            <WatchFolderButton
              source={source}
              look={watched ? "warm" : "secondary"}
              label={watched ? "Choose it again" : "Watch it here"}
            />
          ) : null}
          <PauseButton source={source} />
          <SourceMenu source={source} />
        </div>
      </div>
      {watched ? <CoverageStrip sourceId={source.id} heardUntilMs={watched.heardUntilMs} /> : null}
      <NewestEvents source={source} />
    </li>
  );
}

"use client";

import { dropReason } from "@floyo/shared/events/watch/drop-rules.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatCount } from "../../../lib/format-count.ts";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { addSource, sourceKeys } from "../../sources/queries.ts";
import type { FolderScan } from "../scan-folder.ts";
import { useFolderScan } from "../use-folder-scan.ts";
import { currentWatcher } from "../watcher.ts";
import { FoldersLeftOut } from "./folders-left-out.tsx";
import { NeverSent } from "./never-sent.tsx";
import { WouldBeSent } from "./would-be-sent.tsx";

const MAX_NAME_LENGTH = 80; // what a source's name may have

interface FolderPreviewProps {
  folder: FileSystemDirectoryHandle;
  source: { id: string; name: string } | undefined;
  onCancel: () => void;
  onWatching: (sourceId: string) => void;
}

/** What would leave the device, on the person's own files, and the button that lets it. */
export function FolderPreview({ folder, source, onCancel, onWatching }: FolderPreviewProps) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const state = useFolderScan(folder);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());

  const start = useMutation({
    mutationFn: async (scan: FolderScan) => {
      const watcher = await currentWatcher();
      const clash = await watcher.findOverlap(folder, source?.id);
      if (clash) throw new Error(clash);
      const { id } = source ?? (await addSource(db(), { kind: "folder", name: nameOf(folder) }));
      const files = new Map([...scan.files].filter(([path]) => dropReason(path, leftOut) === null));
      await watcher.watch({ sourceId: id, handle: folder, leftOut: [...leftOut], files });
      return id;
    },
    onSuccess: async (id) => {
      await client.invalidateQueries({ queryKey: sourceKeys.all });
      onWatching(id);
    },
  });

  if (state.name === "failed") {
    return (
      <>
        <Notice tone="warm" role="alert">
          This folder could not be read to its end. Nothing was sent. Choose it again, or one further down.
        </Notice>
        <Button onClick={onCancel} className="justify-self-end">
          Close
        </Button>
      </>
    );
  }
  const scan = state.name === "scanned" ? state.scan : null;
  return (
    <>
      {state.name === "scanning" ? (
        <p role="status" className="text-soft">
          Looking through the folder: {formatCount(state.files)} files so far. A large one takes a minute.
        </p>
      ) : null}
      {scan ? <WouldBeSent scan={scan} leftOut={leftOut} /> : null}
      {scan && scan.folders.size > 0 ? (
        <FoldersLeftOut folders={scan.folders} leftOut={leftOut} onChange={setLeftOut} />
      ) : null}
      {scan ? <NeverSent dropped={scan.dropped} /> : null}
      {start.error ? (
        <Notice tone="warm" role="alert">
          It is not watched yet. {start.error.message}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          look="primary"
          disabled={!scan || start.isPending}
          onClick={() => (scan ? start.mutate(scan) : null)}
        >
          {start.isPending ? "Starting…" : "Start watching"}
        </Button>
      </div>
    </>
  );
}

function nameOf(folder: FileSystemDirectoryHandle): string {
  return folder.name.trim().slice(0, MAX_NAME_LENGTH) || "Folder";
}

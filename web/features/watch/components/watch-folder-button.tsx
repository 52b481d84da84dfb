"use client";

import { useState } from "react";
import { useWatcherStore } from "../../../state/watcher.ts";
import { Button, type ButtonLook } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { pickFolder } from "../file-system.ts";
import { CannotWatch } from "./cannot-watch.tsx";
import { FolderPreview } from "./folder-preview.tsx";

interface WatchFolderButtonProps {
  label?: string;
  look?: ButtonLook;
  /** A source whose folder is chosen anew; without it a new source is made. */
  source?: { id: string; name: string };
  /** Called with the id of the source once it is watched. */
  onWatching?: (sourceId: string) => void;
}

/** Asks for a folder, shows what would leave the device, and starts watching when the person agrees. */
export function WatchFolderButton({
  label = "Watch a folder",
  look = "primary",
  source,
  onWatching,
}: WatchFolderButtonProps) {
  const support = useWatcherStore((watcher) => watcher.support);
  const [chosen, setChosen] = useState<FileSystemDirectoryHandle | null>(null);
  const [isExplaining, setIsExplaining] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function choose(): Promise<void> {
    setProblem(null);
    if (support === "none") return setIsExplaining(true);
    try {
      const folder = await pickFolder();
      if (folder) setChosen(folder);
    } catch (error) {
      console.error(error);
      setProblem("The browser did not give this folder. Choose another one, or one further down.");
    }
  }

  return (
    <>
      <Button look={support === "none" ? "secondary" : look} onClick={choose} disabled={support === null}>
        {label}
      </Button>
      {problem ? (
        <p role="alert" className="text-meta text-warm">
          {problem}
        </p>
      ) : null}
      <Dialog isOpen={isExplaining} onOpenChange={setIsExplaining} title="This browser cannot watch folders">
        <CannotWatch />
      </Dialog>
      <Dialog
        isOpen={chosen !== null}
        onOpenChange={() => setChosen(null)}
        title={chosen ? `Watch ${chosen.name}?` : "Watch a folder"}
        description="Nothing was sent yet. Look at what would be."
      >
        {chosen ? (
          <FolderPreview
            folder={chosen}
            source={source}
            onCancel={() => setChosen(null)}
            onWatching={(sourceId) => {
              setChosen(null);
              onWatching?.(sourceId);
            }}
          />
        ) : null}
      </Dialog>
    </>
  );
}

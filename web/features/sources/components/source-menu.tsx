"use client";

import { useState } from "react";
import { Menu } from "../../../ui/menu.tsx";
import { useMay } from "../../organisations/use-may.ts";
import type { Source } from "../rows.ts";
import { RemoveSource } from "./remove-source.tsx";
import { RenameSource } from "./rename-source.tsx";

/** What is done seldom: rename and remove. */
export function SourceMenu({ source }: { source: Source }) {
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const may = useMay();
  if (!may(source.org_id, "sources.write")) return null;
  return (
    <>
      <Menu
        trigger={{
          "aria-label": `More for ${source.name}`,
          className:
            "grid size-[34px] place-items-center rounded-control border border-line bg-panel text-soft hover:border-line-strong hover:text-ink pointer-coarse:size-11",
          children: (
            <svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" fill="currentColor">
              <circle cx="3" cy="8" r="1.4" />
              <circle cx="8" cy="8" r="1.4" />
              <circle cx="13" cy="8" r="1.4" />
            </svg>
          ),
        }}
        parts={[
          {
            choices: [
              { label: "Rename", onSelect: () => setOpen("rename") },
              { label: "Remove", detail: "With its events or without", onSelect: () => setOpen("remove") },
            ],
          },
        ]}
      />
      <RenameSource source={source} isOpen={open === "rename"} onClose={() => setOpen(null)} />
      <RemoveSource source={source} isOpen={open === "remove"} onClose={() => setOpen(null)} />
    </>
  );
}

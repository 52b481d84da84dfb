"use client";

import { Handle, type NodeProps, Position } from "@xyflow/react";
import type { Mark } from "./marks.ts";

/** Where a run, or a round of a loop, ends. */
export function EndMark({ data }: NodeProps<Mark>) {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className="opacity-0" />
      <p className="grid size-full place-items-center rounded-full border border-line-strong bg-bg text-meta text-soft">
        {data.title}
      </p>
    </>
  );
}

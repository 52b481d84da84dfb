"use client";

import { useMemo, useRef } from "react";
import type { Draft } from "../draft.ts";
import { graphOf } from "./graph.ts";
import { layOut } from "./layout.ts";

/** A draft's graph and where it is placed. Typing into a field that is no way places nothing anew. */
export function usePicture(draft: Draft) {
  const graph = useMemo(() => graphOf(draft), [draft]);
  const shape = JSON.stringify(graph);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same shape, the same picture.
  const layout = useMemo(() => layOut(graph), [shape]);
  const last = useRef({ shape, draft });
  if (last.current.shape !== shape) last.current = { shape, draft };
  return {
    graph,
    layout,
    /** The draft as it was when its ways changed last: for what depends on its ways alone. */
    wayDraft: last.current.draft,
  };
}

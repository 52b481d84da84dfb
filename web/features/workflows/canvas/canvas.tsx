"use client";

import { Background, MiniMap, type OnConnectEnd, type OnConnectStart, ReactFlow } from "@xyflow/react";
import { type KeyboardEvent, useMemo, useState } from "react";
import "./canvas.css";
import type { Draft } from "../draft.ts";
import { START, type WayPlace } from "../draft-ways.ts";
import { EndMark } from "./end-mark.tsx";
import type { Graph } from "./graph.ts";
import type { Layout } from "./layout.ts";
import { marksOf, wayMarksOf } from "./marks.ts";
import { neighbour } from "./neighbour.ts";
import { type PictureActions, PictureActionsProvider } from "./picture-actions.ts";
import { refusals } from "./refusals.ts";
import { StepMark } from "./step-mark.tsx";
import type { Flow } from "./use-view.ts";
import { WayLine } from "./way-line.tsx";

const NODE_TYPES = { start: StepMark, step: StepMark, end: EndMark };
const EDGE_TYPES = { way: WayLine };
/** Above it a small map of the whole is shown, and only what is in sight is drawn. */
const MANY_STEPS = 20;

interface CanvasProps {
  draft: Draft;
  graph: Graph;
  layout: Layout;
  faults: ReadonlyMap<number, number>;
  picked: string | null;
  focusOn: string | null;
  mayEdit: boolean;
  flow: Flow | null;
  actions: PictureActions;
  onBegin: (flow: Flow) => void;
  onWalk: (id: string) => void;
  onRemove: (id: string) => void;
  /** A way was drawn to a step or an end (null); `reason` says why it must not lead there. */
  onDraw: (way: WayPlace, to: string | null, reason: string | null) => void;
}

/** The marks and ways themselves. One stop of the Tab key; the arrows go from step to step, Delete removes one. */
export function Canvas(props: CanvasProps) {
  const { draft, graph, layout, faults, picked, focusOn, mayEdit, flow, actions, onWalk, onRemove } = props;
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const refused = drawn?.refused ?? null;
  const looks = useMemo(
    () => ({ draft, graph, faults, picked, focusOn, mayEdit, refused }),
    [draft, graph, faults, picked, focusOn, mayEdit, refused],
  );
  const nodes = useMemo(() => marksOf(layout, looks), [layout, looks]);
  const edges = useMemo(() => wayMarksOf(layout, looks), [layout, looks]);
  const isLarge = draft.steps.length > MANY_STEPS;

  function walk(event: KeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = picked ?? START;
    if (mayEdit && (event.key === "Delete" || event.key === "Backspace") && at !== START) {
      event.preventDefault();
      const next = neighbour(layout, at, "ArrowDown") ?? neighbour(layout, at, "ArrowUp");
      onRemove(at);
      onWalk(next ?? START);
      return;
    }
    const next = neighbour(layout, at, event.key);
    if (next === null) return;
    event.preventDefault();
    // Out of sight it is drawn a moment later, when what has the focus now may be out of sight and gone.
    const isDrawn = event.currentTarget.querySelector(`[data-id="${CSS.escape(next)}"]`) !== null;
    if (!isDrawn) event.currentTarget.focus({ preventScroll: true });
    onWalk(next);
  }

  const begin: OnConnectStart = (_event, { nodeId, handleId }) => {
    if (nodeId === null || handleId === null) return;
    const way = { from: nodeId, place: handleId };
    setDrawn({ way, refused: refusals(draft, way) });
  };
  const end: OnConnectEnd = (event) => {
    setDrawn(null);
    const target = flow && drawn ? nodeAt(layout, flow.screenToFlowPosition(pointOf(event))) : undefined;
    if (!target || !drawn || target.id === drawn.way.from) return;
    if (target.kind === "start")
      props.onDraw(drawn.way, null, "Nothing leads to the beginning: a run is there once.");
    else
      props.onDraw(drawn.way, target.kind === "end" ? null : target.id, drawn.refused.get(target.id) ?? null);
  };

  return (
    <PictureActionsProvider value={actions}>
      <ReactFlow
        className="workflow-picture"
        aria-label={`Picture of the workflow, ${draft.steps.length === 1 ? "one step" : `${draft.steps.length} steps`}`}
        // While only what is in sight is drawn, the chosen step may not be there to be reached.
        tabIndex={isLarge ? 0 : undefined}
        onKeyDown={walk}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onInit={props.onBegin}
        onConnectStart={begin}
        onConnectEnd={end}
        connectOnClick={false}
        nodesDraggable={false}
        nodesConnectable={mayEdit}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        panOnScroll
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={1.5}
        onlyRenderVisibleElements={isLarge}
        attributionPosition="bottom-left"
      >
        <Background gap={20} size={1.2} />
        {isLarge ? (
          <MiniMap
            pannable
            ariaLabel="Small map of the whole"
            style={{ width: 76, height: 150 }}
            className="overflow-clip rounded-control border border-line"
          />
        ) : null}
      </ReactFlow>
    </PictureActionsProvider>
  );
}

interface Drawn {
  way: WayPlace;
  refused: ReadonlyMap<string, string | null>;
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const { clientX, clientY } = "changedTouches" in event ? (event.changedTouches[0] ?? NOWHERE) : event;
  return { x: clientX, y: clientY };
}

const NOWHERE = { clientX: Number.NaN, clientY: Number.NaN };
/** A way may end a little beside a mark. */
const SLACK = 10;

function nodeAt({ nodes }: Layout, { x, y }: { x: number; y: number }) {
  return nodes.find(
    (node) =>
      x >= node.x - SLACK &&
      x <= node.x + node.width + SLACK &&
      y >= node.y - SLACK &&
      y <= node.y + node.height + SLACK,
  );
}

"use client";

import { createContext, useContext } from "react";
import type { GraphWay } from "./graph.ts";

/** What the marks of a picture tell it. */
export interface PictureActions {
  /** A step was chosen: by the pointer, or by Enter. */
  open: (id: string, by: "pointer" | "key") => void;
  /** The focus came to it. */
  reach: (id: string) => void;
  /** The focus that was asked for is there. */
  arrived: () => void;
  /** A step is wanted on a way; the menu of kinds opens at `plus`. */
  insert: (way: GraphWay, plus: Element) => void;
}

const Context = createContext<PictureActions | null>(null);
export const PictureActionsProvider = Context.Provider;

export function usePictureActions(): PictureActions {
  const actions = useContext(Context);
  if (!actions) throw new Error("a mark stands outside of a picture");
  return actions;
}

import { create } from "zustand";

/** `live`: changes arrive by themselves. `waiting`: the page reads again every minute until they do. */
export type ConnectionState = "connecting" | "live" | "waiting";

interface Connection {
  state: ConnectionState;
  set: (state: ConnectionState) => void;
}

export const useConnection = create<Connection>((set) => ({
  state: "connecting",
  set: (state) => set({ state }),
}));

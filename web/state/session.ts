import { create } from "zustand";

/** `over`: the server says that nobody is signed in. `put off`: the person has seen that and reads on. */
export type SessionState = "fine" | "over" | "put off";

interface Session {
  state: SessionState;
  /** Called by whoever is told `unauthorized`; a person who put it off is not asked again. */
  end: () => void;
  putOff: () => void;
  ask: () => void;
  resume: () => void;
}

export const useSession = create<Session>((set) => ({
  state: "fine",
  end: () => set(({ state }) => (state === "fine" ? { state: "over" } : {})),
  putOff: () => set({ state: "put off" }),
  ask: () => set({ state: "over" }),
  resume: () => set({ state: "fine" }),
}));

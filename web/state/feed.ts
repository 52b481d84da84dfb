import { create } from "zustand";

interface FeedScreen {
  /** The suggestion whose evidence is open, or null. */
  evidenceOf: string | null;
  openEvidence: (id: string) => void;
  closeEvidence: () => void;
}

/** What only the feed's screen knows. */
export const useFeedScreen = create<FeedScreen>((set) => ({
  evidenceOf: null,
  openEvidence: (id) => set({ evidenceOf: id }),
  closeEvidence: () => set({ evidenceOf: null }),
}));

import { create } from "zustand";

interface StepUp {
  /** Told how it ended by whoever waits; null while nobody is asked anything. */
  answer: ((isConfirmed: boolean) => void) | null;
  /** Asks the person to prove who they are. Whoever asks while a question is open waits for the same answer. */
  ask: () => Promise<boolean>;
  settle: (isConfirmed: boolean) => void;
}

/** The question "is it still you?", asked over any page. */
export const useStepUp = create<StepUp>((set, get) => ({
  answer: null,
  ask: () =>
    new Promise((resolve) => {
      const before = get().answer;
      set({
        answer: (isConfirmed) => {
          before?.(isConfirmed);
          resolve(isConfirmed);
        },
      });
    }),
  settle: (isConfirmed) => {
    const { answer } = get();
    set({ answer: null });
    answer?.(isConfirmed);
  },
}));

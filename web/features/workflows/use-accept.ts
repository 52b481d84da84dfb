"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useToasts } from "../../state/toasts.ts";
import { decide, suggestionKeys } from "../suggestions/queries.ts";

/** Makes a workflow of a suggestion and opens its draft; can be taken back from there. */
export function useAccept() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const router = useRouter();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);
  const read = () =>
    Promise.all(
      [suggestionKeys.all, ["workflows"]].map((queryKey) =>
        client.invalidateQueries({ queryKey: [...queryKey] }),
      ),
    );

  async function takeBack(id: string): Promise<void> {
    try {
      await decide(db(), id, { verdict: "undo" });
      show({ title: "Back in For you", detail: "The draft is taken away." });
      router.push("/feed");
    } catch (error) {
      warn({ title: "Nothing was changed", detail: error instanceof Error ? error.message : "" });
    }
    await read();
  }

  return useMutation({
    // The draft's makers weigh more than the card: they come with the press.
    mutationFn: async (id: string) => {
      const { acceptSuggestion } = await import("./accept-suggestion.ts");
      return acceptSuggestion(db(), id);
    },
    onSuccess: (workflow, id) => {
      router.push(`/workflows/${workflow}`);
      show({
        title: "A workflow is made of it",
        detail: "Nothing runs until you publish it.",
        action: { label: "Undo", run: () => void takeBack(id) },
      });
      void read();
    },
    onError: (error) => warn({ title: "Nothing was changed", detail: error.message }),
  });
}

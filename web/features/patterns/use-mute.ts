"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBrowserDb } from "../../lib/browser-db.tsx";
import { useToasts } from "../../state/toasts.ts";
import { suggestionKeys } from "../suggestions/queries.ts";
import { patternKeys, setMuted } from "./queries.ts";

interface Mute {
  pattern: { id: string; fingerprint: string };
  isMuted: boolean;
}

/** Stops looking at a pattern or looks again: seen at once, taken back when the database refuses, undone with one click. */
export function useMute() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const show = useToasts((toasts) => toasts.show);
  const warn = useToasts((toasts) => toasts.warn);

  const mutation = useMutation({
    mutationFn: ({ pattern, isMuted }: Mute) => setMuted(db(), pattern.id, isMuted),
    onMutate: async ({ pattern, isMuted }) => {
      await client.cancelQueries({ queryKey: patternKeys.mutes });
      const before = client.getQueryData<string[]>(patternKeys.mutes);
      client.setQueryData<string[]>(patternKeys.mutes, (mutes = []) =>
        isMuted ? [...mutes, pattern.fingerprint] : mutes.filter((mute) => mute !== pattern.fingerprint),
      );
      return { before };
    },
    onError: (error, _mute, context) => {
      client.setQueryData(patternKeys.mutes, context?.before);
      warn({ title: "Nothing was changed", detail: error.message });
    },
    onSuccess: (_answer, { pattern, isMuted }) => {
      const undo = { label: "Undo", run: () => mutation.mutate({ pattern, isMuted: !isMuted }) };
      show(
        isMuted
          ? { title: "Stopped looking at this", detail: "You find it under Stopped.", action: undo }
          : { title: "Looking at this again", detail: "You find it among the patterns.", action: undo },
      );
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: patternKeys.all }),
        client.invalidateQueries({ queryKey: suggestionKeys.all }),
      ]),
  });
  return mutation;
}

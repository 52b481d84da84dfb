import { FloyoError } from "@floyo/shared/errors.ts";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

// Nothing depends on a message arriving: what is on screen is read again this often, and when the tab is looked at.
export const REFETCH_MS = 60_000;

interface QueryClientHooks {
  onSessionOver?: () => void;
}

/** The one configuration of react-query, for the server's prefetch and for the page. */
export function createQueryClient({ onSessionOver }: QueryClientHooks = {}): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof FloyoError && error.code === "unauthorized") onSessionOver?.();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchInterval: REFETCH_MS,
        refetchOnWindowFocus: "always",
        refetchOnReconnect: "always",
        retry: false, // supabase-js itself repeats a read whose line was lost, three times
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}

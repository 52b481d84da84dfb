"use client";

import { FloyoError } from "@floyo/shared/errors.ts";
import type { RealtimeClient } from "@supabase/realtime-js";
import { createContext, type ReactNode, useContext, useState } from "react";
import { createTokenSource } from "./access-token.ts";
import type { Db } from "./db.ts";
import { createRestClient } from "./rest-client.ts";

/** Gives the client when it is needed: a query that runs on the server brings its own, and no client is made there. */
export type DbSource = () => Db;

interface BrowserDb {
  db: DbSource;
  /** The live line, fetched after the page: nobody waits for it to read. One per page. */
  live: () => Promise<RealtimeClient>;
  token: () => Promise<string>;
  /** After the person proved anew who they are: the next request carries a token that says so. */
  renewToken: () => void;
  supabaseUrl: string;
}

const Context = createContext<BrowserDb | null>(null);

interface BrowserDbProviderProps {
  supabaseUrl: string;
  publishableKey: string;
  /** Called when the server says that nobody is signed in any more. */
  onSessionOver: () => void;
  children: ReactNode;
}

/** One client per page, which reads and listens with a short-lived token and owns no session. */
export function BrowserDbProvider({
  supabaseUrl,
  publishableKey,
  onSessionOver,
  children,
}: BrowserDbProviderProps) {
  const [value] = useState<BrowserDb>(() => {
    let made: Db | null = null;
    const renew = createTokenSource({
      fetch: () => fetch("/api/token", { cache: "no-store" }),
      now: Date.now,
    });
    // Told here, since supabase-js turns what its token source throws into an answer without a code.
    const token = () =>
      renew().catch((error: unknown) => {
        if (error instanceof FloyoError && error.code === "unauthorized") onSessionOver();
        throw error;
      });
    const db = () => {
      made ??= createRestClient({ supabaseUrl, publishableKey, token });
      return made;
    };
    let line: Promise<RealtimeClient> | null = null;
    const live = () => {
      line ??= import("@supabase/realtime-js").then(({ RealtimeClient }) => {
        const url = new URL("/realtime/v1", supabaseUrl).href.replace(/^http/, "ws");
        return new RealtimeClient(url, { params: { apikey: publishableKey }, accessToken: token });
      });
      return line;
    };
    return { db, live, token, renewToken: renew.forget, supabaseUrl };
  });
  return <Context value={value}>{children}</Context>;
}

export function useBrowserDb(): BrowserDb {
  const value = useContext(Context);
  if (!value) throw new Error("useBrowserDb needs a BrowserDbProvider above it");
  return value;
}

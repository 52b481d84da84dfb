"use client";

import { createContext, type ReactNode, startTransition, useContext, useEffect, useState } from "react";

const TICK_MS = 30_000;
const Context = createContext({ now: 0, timeZone: "UTC" });

interface ClockProps {
  /** The server's clock when it built the page, so that both sides write the same words at first. */
  startsAt: number;
  timeZone: string;
  children: ReactNode;
}

/** The time on the person's clock for everything below, moved on every half minute. */
export function Clock({ startsAt, timeZone, children }: ClockProps) {
  const [now, setNow] = useState(startsAt);
  useEffect(() => {
    // Every card reads the time: as a transition, new words never hold up what a person does.
    const tick = () => startTransition(() => setNow(Date.now()));
    // A page that was kept on the device was built long ago.
    if (Math.abs(Date.now() - startsAt) > TICK_MS) tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [startsAt]);
  return <Context value={{ now, timeZone }}>{children}</Context>;
}

/** Now, in epoch milliseconds, and the person's zone. */
export function useMoment(): { now: number; timeZone: string } {
  return useContext(Context);
}

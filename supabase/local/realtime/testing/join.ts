import type { RealtimeChannel, RealtimeChannelOptions, SupabaseClient } from "@supabase/supabase-js";

/** A joined channel with everything it was sent. */
export interface Joined {
  channel: RealtimeChannel;
  /** SUBSCRIBED, CHANNEL_ERROR, CLOSED …, in order. */
  states: string[];
  /** Why it was refused, if it was. */
  reason: string | undefined;
  broadcasts: Broadcast[];
  systems: { status: string; message: string; extension: string }[];
}

export interface Broadcast {
  event: string;
  payload: Record<string, unknown>;
  meta?: { id: string; replayed?: boolean };
}

/** Subscribes and answers with the first verdict. */
export async function join(
  client: SupabaseClient,
  topic: string,
  config: RealtimeChannelOptions["config"] = { private: true },
  prepare: (channel: RealtimeChannel) => void = () => undefined,
): Promise<Joined> {
  const channel = client.channel(topic, { config });
  const joined: Joined = { channel, states: [], reason: undefined, broadcasts: [], systems: [] };
  channel.on("broadcast", { event: "*" }, (message) =>
    joined.broadcasts.push(message as unknown as Broadcast),
  );
  channel.on("system", {}, (message) => joined.systems.push(message));
  prepare(channel);
  await new Promise<void>((resolve) => {
    channel.subscribe((state, error) => {
      joined.states.push(state);
      joined.reason ??= error?.message;
      resolve();
    });
  });
  return joined;
}

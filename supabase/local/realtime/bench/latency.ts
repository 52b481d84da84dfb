/**
 * Prints the median and the 95th percentile of the time from `select realtime.send(…)` to the client's callback,
 * with one private channel, and with 100, on a throw-away database (no fsync): `node supabase/local/realtime/bench/latency.ts [messages]`.
 */
import { randomUUID } from "node:crypto";
import { join } from "../testing/join.ts";
import { serveRealtime } from "../testing/serve-realtime.ts";

const WARM_UP = 50;
const messages = Number(process.argv[2] ?? 500);
const served = await serveRealtime();

try {
  for (const vsn of ["1.0.0", "2.0.0"] as const) {
    console.log(`vsn ${vsn}, database → 1 socket:   ${await measure(vsn, 1)}`);
  }
  console.log(`vsn 2.0.0, database → 100 sockets: ${await measure("2.0.0", 100)} (last socket)`);
} finally {
  await served.close();
}

async function measure(vsn: "1.0.0" | "2.0.0", sockets: number): Promise<string> {
  const topic = `room:${randomUUID()}`;
  let arrived = () => {};
  let waiting = 0;
  const clients = [];
  for (let i = 0; i < sockets; i++) {
    const { client } = await served.client({ token: served.token(randomUUID()), vsn });
    const { states } = await join(client, topic, { private: true }, (channel) => {
      channel.on("broadcast", { event: "changed" }, () => {
        waiting -= 1;
        if (waiting === 0) arrived();
      });
    });
    if (states[0] !== "SUBSCRIBED") throw new Error(`socket ${i} could not join: ${states[0]}`);
    clients.push(client);
  }

  const times: number[] = [];
  for (let i = 0; i < messages + WARM_UP; i++) {
    waiting = sockets;
    const all = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const start = performance.now();
    await Promise.all([served.sql`select realtime.send('{"kind":"bench"}', 'changed', ${topic}, true)`, all]);
    if (i >= WARM_UP) times.push(performance.now() - start);
  }
  await Promise.all(clients.map((client) => client.realtime.disconnect()));
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(2);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

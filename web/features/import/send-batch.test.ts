import { describe, expect, it } from "vitest";
import { type SendOptions, sendBatch } from "./send-batch.ts";

const TAKEN = { accepted: 1, duplicate: 0, rejected: [] };
const BATCH = { source: "7f3a1c1e-0000-4000-8000-000000000001", events: [] };

/** A server that gives these answers in turn, and notes how long the sender waited between them. */
function aServer(answers: (() => Response | Promise<Response>)[]) {
  const waits: number[] = [];
  const options: SendOptions = {
    url: "http://127.0.0.1/ingest",
    fetch: async () => (answers.shift() ?? (() => Response.json(TAKEN)))(),
    token: async () => "token",
    now: () => 0,
    wait: async (ms) => void waits.push(ms),
    onWaiting: () => {},
    signal: new AbortController().signal,
  };
  return { options, waits };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { status: code, headers });

describe("sendBatch", () => {
  it("waits as long as a limit asks", async () => {
    const { options, waits } = aServer([status(429, { "retry-after": "3" })]);

    await sendBatch(BATCH, options);

    expect(waits).toEqual([3000]);
  });

  it("backs off further with each failure", async () => {
    const { options, waits } = aServer([status(503), status(503), status(503)]);

    await sendBatch(BATCH, options);

    expect(waits).toEqual([1000, 2000, 4000]);
  });

  it("tries again after a lost connection", async () => {
    const { options } = aServer([() => Promise.reject(new TypeError("Failed to fetch"))]);

    await expect(sendBatch(BATCH, options)).resolves.toEqual(TAKEN);
  });

  it("gives up after eight tries", async () => {
    const { options, waits } = aServer(Array.from({ length: 20 }, () => status(503)));

    await expect(sendBatch(BATCH, options)).rejects.toMatchObject({ code: "unavailable" });
    expect(waits).toHaveLength(7);
  });

  it("does not repeat what was refused, and says it in the server's words", async () => {
    const error = { error: { code: "forbidden", message: "this source is not yours" } };
    const { options, waits } = aServer([() => Response.json(error, { status: 403 })]);

    await expect(sendBatch(BATCH, options)).rejects.toMatchObject({
      code: "forbidden",
      message: "this source is not yours",
    });
    expect(waits).toEqual([]);
  });

  it("stops at once when the person does", async () => {
    const stop = new AbortController();
    const { options } = aServer([() => Promise.reject(stop.signal.reason)]);
    stop.abort(new DOMException("stopped", "AbortError"));

    await expect(sendBatch(BATCH, { ...options, signal: stop.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEventNow, envelope, send } from "../testing/batches.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.01 });
});
afterAll(() => stack.stop());

const STREAM = [
  ...Array.from({ length: 40 }, (_, index) => anEventNow({ minutesAgo: index + 1, path: `a/${index}.txt` })),
  { ...anEventNow(), path: "/absolute" },
  { ...anEventNow(), op: "unknown" },
  { ...anEventNow(), occurredAt: "1970-01-01T00:00:00Z" },
];

/** What is stored of a person, apart from whose it is, the numbers and when it came. */
async function stored(person: Person) {
  const events = await stack.database.owner`
    select id, occurred_at, original_occurred_at, time_zone, op, path, encode(body_hash, 'hex') as hash
    from public.events where user_id = ${person.userId} order by id`;
  const rejects = await stack.database.owner`
    select code, message, body, encode(body_hash, 'hex') as hash
    from public.ingest_rejects where user_id = ${person.userId} order by hash`;
  const [gaps] = await stack.database.owner`
    select (max(seq) = count(*) and count(distinct seq) = count(*)) as gapless, max(seq) = max(last_seq) as numbered
    from public.events join public.mining_state using (user_id) where user_id = ${person.userId}`;
  return { events: [...events], rejects: [...rejects], ...gaps };
}

async function sendAll(person: Person, batches: unknown[][]): Promise<void> {
  const bearer = await stack.issuer.token(person.userId);
  await Promise.all(
    batches.map(async (events) => {
      const sent = await send(stack.ingest, { bearer, body: envelope(person.sourceId, events) });
      expect(sent.status).toBe(200);
    }),
  );
}

const resent = fc.array(fc.integer({ min: 0, max: STREAM.length - 1 }), { maxLength: 40 }).chain((extra) => {
  const indices = [...STREAM.keys(), ...extra];
  return fc.tuple(
    fc.shuffledSubarray(indices, { minLength: indices.length }),
    fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 8 }),
  );
});

test("any order, doubling and cutting into batches, sent at once, leaves the same rows", async () => {
  const straight = await addPerson(stack.database.owner);
  await sendAll(straight, [STREAM]);
  const expected = await stored(straight);

  await fc.assert(
    fc.asyncProperty(resent, async ([order, sizes]) => {
      const person = await addPerson(stack.database.owner);
      await sendAll(
        person,
        cut(
          order.map((index) => STREAM[index]),
          sizes,
        ),
      );

      expect(await stored(person)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
  expect(expected).toMatchObject({ gapless: true, numbered: true });
  expect(expected.events).toHaveLength(40);
  expect(expected.rejects).toHaveLength(3);
}, 300_000);

/** Cuts a list by sizes, used in turn. */
function cut(items: unknown[], sizes: number[]): unknown[][] {
  const batches: unknown[][] = [];
  for (let start = 0, turn = 0; start < items.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    batches.push(items.slice(start, start + size));
    start += size;
  }
  return batches;
}

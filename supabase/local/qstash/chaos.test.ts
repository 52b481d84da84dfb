import { DatabaseSync } from "node:sqlite";
import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { localQstash } from "./testing/local-qstash.ts";

const MESSAGES = 200;

/** A receiver as Floyo's: the marker of a job and its effect are written in one transaction. */
function openLedger() {
  const database = new DatabaseSync(":memory:");
  database.exec(
    "create table done (job text primary key); create table accounts (name text primary key, balance int)",
  );
  const mark = database.prepare("insert into done (job) values (?) on conflict do nothing");
  const book = database.prepare(
    "insert into accounts values (?, ?) on conflict (name) do update set balance = balance + excluded.balance",
  );
  return {
    book(job: string, account: string, amount: number): void {
      database.exec("begin");
      if (mark.run(job).changes === 1) book.run(account, amount);
      database.exec("commit");
    },
    balances: () =>
      Object.fromEntries(
        database
          .prepare("select name, balance from accounts order by name")
          .all()
          .map(({ name, balance }) => [name, balance]),
      ),
  };
}

test.each([1, 2, 3])(
  "chaos, seed %i: every message arrives at least once and the ledger is exact",
  async (seed) => {
    const { client, destination, qstash } = await localQstash({
      chaos: { seed, duplicate: 0.3, drop: 0.2, reorder: 0.5 },
    });
    const ledger = openLedger();
    destination.answer = ({ body }) => {
      if (destination.deliveries.length % 10 === 0) return { status: 503 };
      const { job, account, amount } = JSON.parse(body);
      ledger.book(job, account, amount);
      return {};
    };
    const jobs = Array.from({ length: MESSAGES }, (_, n) => ({
      url: `${destination.url}/mine`,
      body: { job: `job-${n}`, account: `account-${n % 4}`, amount: n },
      deduplicationId: `${n}-1`,
      retries: 20,
      retryDelay: "1000",
    }));

    await client.batchJSON(jobs.map((job) => ({ ...job })));
    await client.batchJSON(jobs.map((job) => ({ ...job })));
    await qstash.whenEmpty();

    // 0 + 4 + … + 196 and the three sums beside it.
    expect(ledger.balances()).toEqual({
      "account-0": 4900,
      "account-1": 4950,
      "account-2": 5000,
      "account-3": 5050,
    });
    expect(new Set(destination.deliveries.map(({ body }) => JSON.parse(body).job)).size).toBe(MESSAGES);
    expect(destination.deliveries.length).toBeGreaterThan(MESSAGES * 1.3);
    expect((await client.dlq.listMessages()).messages).toEqual([]);
  },
  30_000,
);

test("every delivery under chaos verifies and has a token id of its own", async () => {
  const { client, destination, qstash, receiver } = await localQstash({
    chaos: { seed: 7, duplicate: 0.5, drop: 0.3, crash: 0.2 },
  });
  await client.batchJSON(
    Array.from({ length: 30 }, (_, n) => ({ url: destination.url, body: { n }, retries: 10 })),
  );

  await qstash.whenEmpty();

  const tokens = destination.deliveries.map(({ headers }) => String(headers["upstash-signature"]));
  const verified = await Promise.all(
    destination.deliveries.map(({ body }, index) =>
      receiver.verify({ signature: tokens[index] ?? "", body, url: destination.url }),
    ),
  );
  expect(verified).not.toContain(false);
  expect(new Set(tokens.map((token) => decodeJwt(token).jti)).size).toBe(tokens.length);
});

test("a lost answer looks like a failure to the queue: the message comes again as a retry", async () => {
  const { client, destination, qstash } = await localQstash({ chaos: { seed: 1, drop: 1 } });
  await client.publishJSON({ url: destination.url, body: {}, retries: 2 });

  await qstash.whenEmpty();

  expect(destination.deliveries.map(({ headers }) => headers["upstash-retried"])).toEqual(["0", "1", "2"]);
  expect((await client.dlq.listMessages()).messages).toMatchObject([
    { responseBody: "chaos: the answer was lost" },
  ]);
});

test("a crash replays with the same retry count until the chaos ends", async () => {
  const { client, destination, qstash } = await localQstash({ chaos: { seed: 1, crash: 1 } });
  await client.publishJSON({ url: destination.url, body: {} });
  await destination.received(3);

  qstash.setChaos(null);
  await qstash.whenEmpty();

  const retried = destination.deliveries.map(({ headers }) => headers["upstash-retried"]);
  expect(new Set(retried)).toEqual(new Set(["0"]));
  expect((await client.dlq.listMessages()).messages).toEqual([]);
});

test("reordering lets later messages overtake, except inside a queue", async () => {
  const { client, destination, qstash } = await localQstash({ chaos: { seed: 5, reorder: 0.5 } });
  const paths = Array.from({ length: 20 }, (_, n) => String(n).padStart(2, "0"));
  await client.batchJSON([
    ...paths.map((path) => ({ url: `${destination.url}/free/${path}`, body: {}, queueName: undefined })),
    ...paths.map((path) => ({ url: `${destination.url}/line/${path}`, body: {}, queueName: "line" })),
  ]);

  await qstash.whenEmpty();

  const orderOf = (kind: string) =>
    destination.deliveries
      .filter(({ target }) => target.startsWith(kind))
      .map(({ target }) => target.slice(-2));
  expect(orderOf("/line")).toEqual(paths);
  expect(orderOf("/free")).not.toEqual(paths);
  expect(orderOf("/free").sort()).toEqual(paths);
});

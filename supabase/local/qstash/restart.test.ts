import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startQstash } from "./start.ts";
import { startDestination } from "./testing/destination.ts";
import { CURRENT_KEY, clientFor, NEXT_KEY, TOKEN } from "./testing/local-qstash.ts";

async function restartable() {
  const folder = await mkdtemp(join(tmpdir(), "qstash-"));
  const destination = await startDestination();
  onTestFinished(async () => {
    await destination.stop();
    await rm(folder, { recursive: true });
  });
  const stateFile = join(folder, "deeper", "qstash.sqlite");
  const start = () =>
    startQstash({
      port: 0,
      stateFile,
      token: TOKEN,
      currentSigningKey: CURRENT_KEY,
      nextSigningKey: NEXT_KEY,
      timeScale: 1,
      log: () => undefined,
    });
  return { destination, start, stateFile };
}

test("messages, schedules, queues, groups, dead letters and seen ids survive a restart", async () => {
  const { destination, start } = await restartable();
  const first = await start();
  const before = clientFor(first);
  destination.answer = ({ target }) => ({ status: target === "/dead" ? 500 : 200 });
  await before.publishJSON({ url: `${destination.url}/dead`, body: {}, retries: 0 });
  await first.whenEmpty();
  const waiting = await before.publishJSON({
    url: `${destination.url}/later`,
    body: { n: 1 },
    delay: 3600,
    deduplicationId: "once",
  });
  await before.schedules.create({ destination: destination.url, cron: "0 3 * * *", scheduleId: "nightly" });
  await before.queue({ queueName: "line" }).upsert({ parallelism: 2, paused: true });
  await before.urlGroups.addEndpoints({ name: "group", endpoints: [{ url: destination.url }] });
  await first.stop();

  const second = await start();
  onTestFinished(second.stop);
  const after = clientFor(second);
  const again = await after.publishJSON({ url: destination.url, body: {}, deduplicationId: "once" });
  second.setNow(Date.now() + 3_600_000);
  await second.tick();

  expect(again).toMatchObject({ messageId: waiting.messageId, deduplicated: true });
  // Not the last one: for an hour of each day the nightly schedule falls into the hour that was skipped.
  expect(destination.deliveries).toContainEqual(
    expect.objectContaining({ target: "/later", body: '{"n":1}' }),
  );
  expect(await after.schedules.list()).toMatchObject([{ scheduleId: "nightly", isPaused: false }]);
  expect(await after.queue({ queueName: "line" }).get()).toMatchObject({ parallelism: 2, paused: true });
  expect(await after.urlGroups.list()).toMatchObject([{ name: "group" }]);
  expect((await after.dlq.listMessages()).messages).toHaveLength(1);
});

test("a delivery that a stop interrupts is sent again after the start", async () => {
  const { destination, start } = await restartable();
  destination.answer = () => ({ afterMs: destination.deliveries.length === 1 ? 60_000 : 0 });
  const first = await start();
  await clientFor(first).publishJSON({ url: destination.url, body: {} });
  await destination.received(1);
  await first.stop();

  const second = await start();
  onTestFinished(second.stop);
  await second.whenEmpty();

  expect(destination.deliveries.map(({ headers }) => headers["upstash-retried"])).toEqual(["0", "0"]);
});

test("what was accepted survives a SIGKILL in the middle of delivering", async () => {
  const { destination, start, stateFile } = await restartable();
  const program = `
    import { startQstash } from ${JSON.stringify(import.meta.resolve("./start.ts"))};
    const { url } = await startQstash({
      port: 0, stateFile: ${JSON.stringify(stateFile)}, token: "${TOKEN}", currentSigningKey: "${CURRENT_KEY}",
      nextSigningKey: "${NEXT_KEY}", timeScale: 1, maxParallel: 5, log: () => undefined,
    });
    console.log(url);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = await once(child.stdout, "data");
  destination.answer = () => ({ afterMs: 20 });
  const jobs = Array.from({ length: 40 }, (_, n) => ({ url: destination.url, body: { n } }));
  await clientFor({ url: String(output).trim() }).batchJSON(jobs);
  await destination.received(12);
  child.kill("SIGKILL");
  await once(child, "close");

  const second = await start();
  onTestFinished(second.stop);
  await second.whenEmpty();

  const arrived = destination.deliveries.map(({ body }) => JSON.parse(body).n);
  expect([...new Set(arrived)].sort((a, b) => a - b)).toEqual(jobs.map((_, n) => n));
});

test("a schedule's moments that passed while nothing ran are not made up for", async () => {
  const { destination, start } = await restartable();
  const first = await start();
  first.setNow(Date.now() - 86_400_000);
  await clientFor(first).schedules.create({
    destination: destination.url,
    cron: "* * * * *",
    scheduleId: "s",
  });
  await first.stop();

  const second = await start();
  onTestFinished(second.stop);
  await second.tick();

  const { nextScheduleTime } = await clientFor(second).schedules.get("s");
  expect(destination.deliveries).toEqual([]);
  expect(nextScheduleTime).toBeGreaterThan(Date.now());
});

test("a taken port is an error, not a crash later", async () => {
  const { start } = await restartable();
  const first = await start();
  onTestFinished(first.stop);

  const second = startQstash({
    port: first.port,
    token: TOKEN,
    currentSigningKey: CURRENT_KEY,
    nextSigningKey: NEXT_KEY,
    timeScale: 1,
    log: () => undefined,
  });

  await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
});

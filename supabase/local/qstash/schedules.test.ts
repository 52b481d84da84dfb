import { expect, test } from "vitest";
import { localQstash } from "./testing/local-qstash.ts";

const MINUTE_MS = 60_000;
const NOON = Date.parse("2026-11-22T12:00:10Z");

test("a schedule publishes at each moment its cron expression names", async () => {
  const { client, destination, qstash } = await localQstash();
  qstash.setNow(NOON);
  const { scheduleId } = await client.schedules.create({
    destination: `${destination.url}/jobs`,
    cron: "* * * * *",
    body: '{"task":"tick"}',
    scheduleId: "floyo-tick",
  });

  await qstash.tick();
  qstash.setNow(NOON + MINUTE_MS);
  await qstash.tick();
  qstash.setNow(NOON + 2 * MINUTE_MS);
  await qstash.tick();

  expect(scheduleId).toBe("floyo-tick");
  expect(destination.deliveries).toMatchObject([
    { target: "/jobs", body: '{"task":"tick"}', headers: { "upstash-schedule-id": "floyo-tick" } },
    { target: "/jobs", body: '{"task":"tick"}', headers: { "content-type": "application/json" } },
  ]);
});

test("however many moments were slept through, a schedule fires once", async () => {
  const { client, destination, qstash } = await localQstash();
  qstash.setNow(NOON);
  await client.schedules.create({ destination: destination.url, cron: "* * * * *" });

  qstash.setNow(NOON + 30 * MINUTE_MS);
  await qstash.tick();

  expect(destination.deliveries).toHaveLength(1);
});

test("the same id gives a schedule new settings", async () => {
  const { client, destination } = await localQstash();
  const settings = { destination: destination.url, scheduleId: "nightly" };
  await client.schedules.create({ ...settings, cron: "0 3 * * *", body: "old" });

  await client.schedules.create({
    ...settings,
    cron: "CRON_TZ=Europe/Berlin 0 4 * * *",
    body: "new",
    retries: 1,
  });

  const listed = await client.schedules.list();
  expect(listed).toMatchObject([
    { scheduleId: "nightly", cron: "CRON_TZ=Europe/Berlin 0 4 * * *", body: "new" },
  ]);
  expect(listed[0]).toMatchObject({
    retries: 1,
    method: "POST",
    isPaused: false,
    destination: destination.url,
  });
});

test("a schedule shows its next and last moment and how its messages ended", async () => {
  const { client, destination, qstash } = await localQstash();
  qstash.setNow(NOON);
  destination.answer = () => ({ status: destination.deliveries.length === 1 ? 200 : 500 });
  await client.schedules.create({
    destination: destination.url,
    cron: "*/10 * * * *",
    scheduleId: "s",
    retries: 0,
  });
  for (const minutes of [10, 20]) {
    qstash.setNow(NOON + minutes * MINUTE_MS);
    await qstash.tick();
  }

  const schedule = await client.schedules.get("s");

  expect(schedule.nextScheduleTime).toBe(Date.parse("2026-11-22T12:30:00Z"));
  expect(Math.floor((schedule.lastScheduleTime ?? 0) / MINUTE_MS)).toBe(Math.floor(NOON / MINUTE_MS) + 20);
  expect(Object.values(schedule.lastScheduleStates ?? {})).toEqual(["SUCCESS", "FAIL"]);
});

test("a paused schedule does not fire, a resumed one fires at its next moment", async () => {
  const { client, destination, qstash } = await localQstash();
  qstash.setNow(NOON);
  await client.schedules.create({ destination: destination.url, cron: "* * * * *", scheduleId: "s" });
  await client.schedules.pause({ schedule: "s" });

  qstash.setNow(NOON + 5 * MINUTE_MS);
  await qstash.tick();
  const whilePaused = destination.deliveries.length;
  const isPaused = (await client.schedules.get("s")).isPaused;
  await client.schedules.resume({ schedule: "s" });
  await qstash.tick();
  const atResume = destination.deliveries.length;
  qstash.setNow(NOON + 6 * MINUTE_MS);
  await qstash.tick();

  expect([whilePaused, isPaused, atResume, destination.deliveries.length]).toEqual([0, true, 0, 1]);
});

test("a schedule may go through a queue", async () => {
  const { client, destination, qstash } = await localQstash();
  qstash.setNow(NOON);
  await client.schedules.create({ destination: destination.url, cron: "* * * * *", queueName: "line" });

  qstash.setNow(NOON + MINUTE_MS);
  await qstash.tick();

  expect(destination.deliveries[0]?.headers["upstash-queue-name"]).toBe("line");
});

test("a deleted schedule is gone", async () => {
  const { client, destination } = await localQstash();
  await client.schedules.create({ destination: destination.url, cron: "* * * * *", scheduleId: "s" });

  await client.schedules.delete("s");

  expect(await client.schedules.list()).toEqual([]);
  await expect(client.schedules.get("s")).rejects.toMatchObject({ status: 404 });
});

test.each([
  [{ cron: "every day" }, "invalid cron expression"],
  [{ cron: "* * * * *", scheduleId: "a/b" }, "invalid schedule id"],
  [{ cron: "* * * * *", destination: "https://example.com" }, "delivers over http://"],
])("refuses %j", async (settings, reason) => {
  const { client, destination } = await localQstash();

  const refused = client.schedules.create({ destination: destination.url, ...settings });

  await expect(refused).rejects.toMatchObject({ status: 400, message: expect.stringContaining(reason) });
});

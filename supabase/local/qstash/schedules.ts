import { randomBytes } from "node:crypto";
import type { Broker } from "./broker.ts";
import { nextCronRun } from "./cron.ts";
import type { Destination } from "./destination.ts";
import type { Message, PublishOptions } from "./message.ts";
import { publish } from "./publish.ts";
import { RequestError } from "./request-error.ts";
import { flowAndLabels, visibleBody, visibleHeaders } from "./views.ts";

const REMEMBERED_STATES = 5;

type RunState = "IN_PROGRESS" | "SUCCESS" | "FAIL";

/** What a schedule publishes, and when. */
interface Schedule {
  scheduleId: string;
  cron: string;
  destination: Destination;
  options: PublishOptions;
  queueName?: string;
  callerIp: string;
  createdAt: number;
  lastScheduleTime?: number;
  lastScheduleStates: Record<string, RunState>;
}

interface Row {
  id: string;
  next_at: number | null;
  paused: number;
  record: string;
  body: Uint8Array;
}

/** Makes a schedule, or gives the one with this id new settings. A paused schedule stays paused. Answers its id. */
export function saveSchedule(
  broker: Broker,
  wanted: Omit<Schedule, "scheduleId" | "createdAt" | "lastScheduleStates"> & {
    scheduleId?: string;
    body: Uint8Array;
  },
): string {
  const { scheduleId = `scd_${randomBytes(18).toString("base64url")}`, body, ...settings } = wanted;
  if (!/^[A-Za-z0-9._-]+$/.test(scheduleId)) {
    throw new RequestError(
      400,
      `invalid schedule id "${scheduleId}": letters, digits, hyphens, periods and underscores`,
    );
  }
  const now = broker.clock.now();
  const known = findSchedule(broker, scheduleId);
  const schedule: Schedule = {
    ...settings,
    scheduleId,
    createdAt: known?.schedule.createdAt ?? now,
    lastScheduleTime: known?.schedule.lastScheduleTime,
    lastScheduleStates: known?.schedule.lastScheduleStates ?? {},
  };
  broker.store.run(
    `insert into schedules (id, next_at, paused, record, body) values (?, ?, 0, ?, ?)
     on conflict (id) do update set next_at = excluded.next_at, record = excluded.record, body = excluded.body`,
    scheduleId,
    nextCronRun(schedule.cron, now),
    JSON.stringify(schedule),
    body,
  );
  broker.wake();
  return scheduleId;
}

/** Publishes what is due, once per schedule however many moments were slept through. */
export function fireSchedules(broker: Broker, now: number): void {
  const { store } = broker;
  const due = store.all<Row>(
    "select * from schedules where paused = 0 and next_at <= ? order by next_at",
    now,
  );
  for (const row of due) {
    const schedule: Schedule = JSON.parse(row.record);
    store.transaction(() => {
      const states = { ...schedule.lastScheduleStates };
      for (const { messageId } of publishNow(broker, schedule, row.body)) states[messageId] = "IN_PROGRESS";
      saveRecord(broker, { ...schedule, lastScheduleTime: now, lastScheduleStates: newest(states) });
      store.run("update schedules set next_at = ? where id = ?", nextCronRun(schedule.cron, now), row.id);
    });
  }
}

/** After a start: what should have fired while nothing ran is not made up for. */
export function skipMissedRuns(broker: Broker): void {
  const now = broker.clock.now();
  for (const row of broker.store.all<Row>("select * from schedules where next_at <= ?", now)) {
    const { cron }: Schedule = JSON.parse(row.record);
    broker.store.run("update schedules set next_at = ? where id = ?", nextCronRun(cron, now), row.id);
  }
}

/** Notes how a message of a schedule ended. */
export function noteScheduleState(broker: Broker, message: Message, state: RunState): void {
  const known = message.scheduleId ? findSchedule(broker, message.scheduleId) : undefined;
  if (!known || !Object.hasOwn(known.schedule.lastScheduleStates, message.messageId)) return;
  const states = { ...known.schedule.lastScheduleStates, [message.messageId]: state };
  saveRecord(broker, { ...known.schedule, lastScheduleStates: states });
}

export function listSchedules({ store }: Broker): Record<string, unknown>[] {
  return store.all<Row>("select * from schedules order by id").map(view);
}

export function getSchedule(broker: Broker, id: string): Record<string, unknown> {
  return view(requireRow(broker, id));
}

export function deleteSchedule(broker: Broker, id: string): void {
  requireRow(broker, id);
  broker.store.run("delete from schedules where id = ?", id);
}

export function pauseSchedule(broker: Broker, id: string): void {
  requireRow(broker, id);
  broker.store.run("update schedules set paused = 1 where id = ?", id);
}

/** Lets the schedule fire again, from its next moment on. */
export function resumeSchedule(broker: Broker, id: string): void {
  const { cron }: Schedule = JSON.parse(requireRow(broker, id).record);
  const next = nextCronRun(cron, broker.clock.now());
  broker.store.run("update schedules set paused = 0, next_at = ? where id = ?", next, id);
  broker.wake();
}

function publishNow(broker: Broker, schedule: Schedule, body: Uint8Array) {
  const { destination, options, callerIp, queueName, scheduleId } = schedule;
  try {
    return publish(broker, [{ destination, options, body, callerIp, queueName, scheduleId }]).flat();
  } catch (error) {
    // A group that was deleted, or a full queue: the schedule lives on.
    broker.log(`schedule ${scheduleId} could not publish: ${error instanceof Error ? error.message : error}`);
    return [];
  }
}

function findSchedule({ store }: Broker, id: string): { row: Row; schedule: Schedule } | undefined {
  const row = store.get<Row>("select * from schedules where id = ?", id);
  return row && { row, schedule: JSON.parse(row.record) };
}

function requireRow({ store }: Broker, id: string): Row {
  const row = store.get<Row>("select * from schedules where id = ?", id);
  if (!row) throw new RequestError(404, `schedule "${id}" not found`);
  return row;
}

function saveRecord({ store }: Broker, schedule: Schedule): void {
  store.run("update schedules set record = ? where id = ?", JSON.stringify(schedule), schedule.scheduleId);
}

function newest(states: Record<string, RunState>): Record<string, RunState> {
  return Object.fromEntries(Object.entries(states).slice(-REMEMBERED_STATES));
}

function view(row: Row): Record<string, unknown> {
  const schedule: Schedule = JSON.parse(row.record);
  const { options, destination } = schedule;
  return {
    scheduleId: schedule.scheduleId,
    cron: schedule.cron,
    createdAt: schedule.createdAt,
    destination: "url" in destination ? destination.url : destination.group,
    method: options.method,
    header: visibleHeaders(options),
    ...visibleBody(row.body, options.redactBody),
    retries: options.retries,
    retryDelayExpression: options.retryDelay,
    delay: options.delayMs > 0 ? Math.round(options.delayMs / 1000) : undefined,
    callback: options.callback?.url,
    failureCallback: options.failureCallback?.url,
    callerIP: schedule.callerIp,
    isPaused: row.paused === 1,
    queueName: schedule.queueName,
    ...flowAndLabels(options),
    lastScheduleTime: schedule.lastScheduleTime,
    nextScheduleTime: row.next_at ?? undefined,
    lastScheduleStates: schedule.lastScheduleStates,
  };
}

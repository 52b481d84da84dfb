import type { Broker } from "../broker.ts";
import { listValues } from "../filter.ts";
import type { LogEntry } from "../logs.ts";
import { countParameter, cursorParameter, ok, type Route, type RouteRequest } from "./route.ts";

const IN_PROGRESS = ["ACTIVE", "RETRY", "ERROR"];
const MAX_PAGE = 1000;

export const logRoutes: Route[] = [
  {
    methods: ["GET"],
    pattern: /^\/v2\/events$/,
    handle(broker, request) {
      const { entries, cursor } = selectLogs(broker, request);
      return ok({ events: entries, cursor });
    },
  },
  {
    methods: ["GET"],
    pattern: /^\/v2\/logs$/,
    handle(broker, request) {
      const { entries, cursor } = selectLogs(broker, request);
      return ok({ logs: entries, cursor });
    },
  },
];

function selectLogs({ store }: Broker, { query }: RouteRequest): { entries: LogEntry[]; cursor?: string } {
  const count = countParameter(query, { fallback: 100, most: MAX_PAGE });
  const matches = logFilter(query);
  const found: { seq: number; entry: LogEntry }[] = [];
  const rows = store.all<{ seq: number; record: string }>(
    "select seq, record from logs where seq < ? order by seq desc",
    cursorParameter(query),
  );
  for (const { seq, record } of rows) {
    const entry: LogEntry = JSON.parse(record);
    if (matches(entry)) found.push({ seq, entry });
    if (found.length > count) break;
  }
  const page = found.slice(0, count);
  return {
    entries: page.map(({ entry }) => entry),
    cursor: found.length > count ? String(page.at(-1)?.seq) : undefined,
  };
}

function logFilter(query: URLSearchParams): (entry: LogEntry) => boolean {
  const fields: [string, (entry: LogEntry, value: string) => boolean][] = [
    ["messageId", (entry, value) => entry.messageId === value],
    ["messageIds", (entry, value) => entry.messageId === value],
    [
      "state",
      (entry, value) =>
        entry.state === value || (value === "IN_PROGRESS" && IN_PROGRESS.includes(entry.state)),
    ],
    ["url", (entry, value) => entry.url === value],
    ["host", (entry, value) => new URL(entry.url).host === value],
    ["path", (entry, value) => new URL(entry.url).pathname === value],
    ["topicName", (entry, value) => entry.topicName === value],
    ["scheduleId", (entry, value) => entry.scheduleId === value],
    ["queueName", (entry, value) => entry.queueName === value],
    ["flowControlKey", (entry, value) => entry.flowControlKey === value],
    ["callerIp", (entry, value) => entry.callerIp === value],
    ["label", (entry, value) => entry.labels?.includes(value) ?? false],
    ["fromDate", (entry, value) => entry.time >= Number(value)],
    ["toDate", (entry, value) => entry.time <= Number(value)],
  ];
  const tests = fields.flatMap(([name, test]) => {
    const values = listValues(query, name);
    return values.length > 0 ? [(entry: LogEntry) => values.some((value) => test(entry, value))] : [];
  });
  return (entry) => tests.every((test) => test(entry));
}

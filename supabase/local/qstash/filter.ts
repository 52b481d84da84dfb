import type { Message } from "./message.ts";

const FILTERS: Record<string, (message: Message, value: string) => boolean> = {
  messageId: (message, value) => message.messageId === value,
  url: (message, value) => message.url === value,
  host: (message, value) => new URL(message.url).host === value,
  path: (message, value) => new URL(message.url).pathname === value,
  topicName: (message, value) => message.topicName === value,
  scheduleId: (message, value) => message.scheduleId === value,
  queueName: (message, value) => message.queueName === value,
  label: (message, value) => message.labels.includes(value),
  flowControlKey: (message, value) => message.flowControl?.key === value,
  callerIp: (message, value) => message.callerIp === value,
  callerIP: (message, value) => message.callerIp === value,
  fromDate: (message, value) => message.createdAt >= Number(value),
  toDate: (message, value) => message.createdAt <= Number(value),
};

/** The filter of a bulk request: several values of one field mean any of them, several fields mean all of them. */
export function messageFilter(query: URLSearchParams): (message: Message) => boolean {
  const tests = Object.entries(FILTERS).flatMap(([name, test]) => {
    const values = listValues(query, name);
    return values.length > 0 ? [(message: Message) => values.some((value) => test(message, value))] : [];
  });
  return (message) => tests.every((test) => test(message));
}

/** The values of a parameter, repeated or separated by commas. */
export function listValues(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(","))
    .filter((value) => value !== "");
}

import type { Broker } from "./broker.ts";
import { addLog } from "./logs.ts";
import type { Message } from "./message.ts";

interface Row {
  record: string;
  body: Uint8Array;
}

/** A message that is still on its way; undefined once it was delivered, given up or cancelled. */
export function findMessage(
  { store }: Broker,
  id: string,
): { message: Message; body: Uint8Array } | undefined {
  const row = store.get<Row>("select record, body from messages where id = ?", id);
  return row && { message: JSON.parse(row.record), body: row.body };
}

/** Cancels messages by id, also those under way, which are not tried again. Answers how many there were. */
export function cancelMessages(broker: Broker, ids: string[]): number {
  const { store } = broker;
  return store.transaction(() => {
    const found = ids.flatMap((id) => findMessage(broker, id) ?? []);
    for (const { message } of found) {
      store.run("delete from messages where id = ?", message.messageId);
      addLog(broker, message, "CANCELED");
    }
    broker.wake();
    return found.length;
  });
}

/** The ids of the messages on their way that match. */
export function findMessageIds({ store }: Broker, matches: (message: Message) => boolean): string[] {
  return store
    .all<Pick<Row, "record">>("select record from messages")
    .map(({ record }): Message => JSON.parse(record))
    .filter(matches)
    .map(({ messageId }) => messageId);
}

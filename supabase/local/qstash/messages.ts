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

/** Cancels the messages that match, also those under way, which are not tried again. Answers how many. */
export function cancelMessages(broker: Broker, matches: (message: Message) => boolean): number {
  const { store } = broker;
  return store.transaction(() => {
    const messages = store
      .all<Pick<Row, "record">>("select record from messages")
      .map(({ record }): Message => JSON.parse(record))
      .filter(matches);
    for (const message of messages) {
      store.run("delete from messages where id = ?", message.messageId);
      addLog(broker, message, "CANCELED");
    }
    broker.wake();
    return messages.length;
  });
}

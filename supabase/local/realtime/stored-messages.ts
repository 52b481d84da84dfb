import type postgres from "postgres";
import type { BroadcastBody } from "./message.ts";

interface Row {
  id: string;
  topic: string;
  event: string;
  private: boolean;
  payload: unknown;
}

/** A broadcast that was sent from SQL. */
export interface StoredMessage {
  topic: string;
  isPrivate: boolean;
  body: BroadcastBody & { meta: { id: string; replayed?: true } };
}

/** Calls `deliver` for each message at its commit, in commit order. Answers once it listens. */
export async function listenForMessages(
  sql: postgres.Sql,
  deliver: (message: StoredMessage) => void,
  log: (line: string) => void,
): Promise<void> {
  let before = Promise.resolve();
  await sql.listen("realtime_message", (text) => {
    before = before.then(async () => {
      try {
        const notice: Row | { id: string; inserted_at: string } = JSON.parse(text);
        const row = "topic" in notice ? notice : await readRow(sql, notice);
        if (row) deliver(storedMessage(row));
      } catch (error) {
        log(`a message from the database was lost: ${error instanceof Error ? error.message : error}`);
      }
    });
  });
}

/** The newest private messages of a topic since a time, oldest first. */
export async function readReplay(
  sql: postgres.Sql,
  { topic, sinceMs, limit }: { topic: string; sinceMs: number; limit: number },
): Promise<StoredMessage[]> {
  const rows = await sql<Row[]>`
    select id, topic, event, private, payload
    from realtime.messages
    where topic = ${topic} and extension = 'broadcast' and private and event is not null
      and inserted_at >= to_timestamp(${sinceMs / 1000}::double precision) at time zone 'utc'
    order by inserted_at desc
    limit ${limit}`;
  return rows.reverse().map((row) => {
    const message = storedMessage(row);
    return { ...message, body: { ...message.body, meta: { id: row.id, replayed: true } } };
  });
}

async function readRow(
  sql: postgres.Sql,
  notice: { id: string; inserted_at: string },
): Promise<Row | undefined> {
  const [row] = await sql<Row[]>`
    select id, topic, event, private, payload from realtime.messages
    where id = ${notice.id} and inserted_at = ${notice.inserted_at}::text::timestamp`;
  return row;
}

function storedMessage(row: Row): StoredMessage {
  const content = JSON.stringify(row.payload ?? {});
  return {
    topic: row.topic,
    isPrivate: row.private,
    body: { event: row.event, content, meta: { id: row.id } },
  };
}

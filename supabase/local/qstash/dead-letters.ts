import type { Broker } from "./broker.ts";
import type { Message, Outcome } from "./message.ts";

// Plans keep dead letters for days; here the newest are kept instead.
const MAX_DEAD_LETTERS = 10_000;

/** A message that was given up, and the last answer it got. */
export interface DeadLetter {
  dlqId: string;
  message: Message;
  retried: number;
  responseStatus: number;
  responseHeader: Record<string, string[]>;
  /** Base64. */
  responseBody: string;
  error?: string;
}

export interface DeadLetterRow {
  seq: number;
  letter: DeadLetter;
  body: Uint8Array;
}

export function addDeadLetter(
  { store, clock }: Broker,
  options: { message: Message; body: Uint8Array; retried: number; outcome: Outcome },
): string {
  const { message, body, retried, outcome } = options;
  const last = store.get<{ seq: number }>("select max(seq) as seq from dead_letters");
  const dlqId = `${clock.now()}-${(last?.seq ?? 0) + 1}`;
  const letter: DeadLetter = {
    dlqId,
    message,
    retried,
    responseStatus: outcome.status,
    responseHeader: outcome.headers,
    responseBody: Buffer.from(outcome.body).toString("base64"),
    error: "error" in outcome ? outcome.error : undefined,
  };
  store.run(
    "insert into dead_letters (id, record, body) values (?, ?, ?)",
    dlqId,
    JSON.stringify(letter),
    body,
  );
  store.run(
    "delete from dead_letters where seq <= (select max(seq) from dead_letters) - ?",
    MAX_DEAD_LETTERS,
  );
  return dlqId;
}

/** Newest first, those older than the cursor. */
export function listDeadLetters({ store }: Broker, before: number): DeadLetterRow[] {
  return store
    .all<{ seq: number; record: string; body: Uint8Array }>(
      "select seq, record, body from dead_letters where seq < ? order by seq desc",
      before,
    )
    .map(({ seq, record, body }) => ({ seq, letter: JSON.parse(record), body }));
}

export function getDeadLetter({ store }: Broker, dlqId: string): DeadLetterRow | undefined {
  const row = store.get<{ seq: number; record: string; body: Uint8Array }>(
    "select seq, record, body from dead_letters where id = ?",
    dlqId,
  );
  return row && { seq: row.seq, letter: JSON.parse(row.record), body: row.body };
}

/** Whether it was there. */
export function deleteDeadLetter({ store }: Broker, dlqId: string): boolean {
  return store.run("delete from dead_letters where id = ?", dlqId) > 0;
}

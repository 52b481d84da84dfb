import type { Database } from "../_db/client.ts";
import { keysWrappedOtherwise, storeWrappedKey } from "../_db/wrapped-keys.ts";
import type { Log } from "../_http/log.ts";
import { type MasterKeys, rewrap } from "../_secrets/master-keys.ts";

const BATCH = 100;
/** A delivery has 2 s of CPU for all that it does; what is left the next hour does. */
const BUDGET_MS = 5000;

/**
 * Wraps the data keys of organisations and webhooks anew under the master key in use. `left`: those that did not open,
 * each logged by its id, and the master key that it names must stay listed; null when time ran out before the end.
 */
export async function wrapKeys(
  { sql, masters, log }: { sql: Database; masters: MasterKeys; log: Log },
  { batch = BATCH, budgetMs = BUDGET_MS }: { batch?: number; budgetMs?: number } = {},
): Promise<{ wrapped: number; left: number | null }> {
  const master = masters[0]?.name ?? "";
  const endsAt = performance.now() + budgetMs;
  let [wrapped, left] = [0, 0];
  for (let after: string | null = null; ; ) {
    const keys = await keysWrappedOtherwise(sql, { master, after, most: batch });
    for (const key of keys) {
      try {
        const next = await rewrap(masters, key.orgId, key.wrapped);
        if (next && (await storeWrappedKey(sql, key, next))) wrapped++;
      } catch (error) {
        left++;
        log.error(
          { event: "key not wrapped anew", of: key.of, id: key.id, master: key.wrapped.master },
          error,
        );
      }
    }
    after = keys.at(-1)?.id ?? null;
    const isOver = keys.length < batch;
    if (isOver || performance.now() > endsAt) {
      if (wrapped > 0) log.info({ event: "keys wrapped anew", wrapped, left, master, isOver });
      return { wrapped, left: isOver ? left : null };
    }
  }
}

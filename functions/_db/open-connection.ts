import { z } from "zod";
import { parseAnswer } from "./answer.ts";
import type { Database } from "./client.ts";

/** A connection of the run's own organisation, sealed; null: there is none, or the claim is lost. */
export async function openConnection(
  sql: Database,
  { runId, token, connectionId }: { runId: string; token: string; connectionId: string },
): Promise<unknown> {
  return parseAnswer(
    z.unknown(),
    await sql`select private.open_connection(${runId}, ${token}, ${connectionId}) as answer`,
  );
}

/** Notes what became of a try with a secret of this version; `error` null: it went well. */
export async function settleConnection(
  sql: Database,
  {
    connectionId,
    version,
    error,
    account,
  }: { connectionId: string; version: number; error: string | null; account: string | null },
): Promise<void> {
  await sql`select private.settle_connection(${connectionId}, ${version}, ${error}, ${account})`;
}

/** What is sealed now (null: deleted), and whether the caller is the one to renew the version it knows. */
export async function leaseSecret(
  sql: Database,
  known: { id: string; version: number },
  { lease, leaseMs }: { lease: string; leaseMs: number },
): Promise<{ leased: boolean; sealed?: unknown }> {
  return parseAnswer(
    z.object({ leased: z.boolean(), sealed: z.unknown() }),
    await sql`select private.lease_secret(${known.id}, ${known.version}, ${lease}, ${leaseMs}) as answer`,
  );
}

/** Ends a lease, with the envelope of the next version or without one. false: it was lost before. */
export async function endSecretLease(
  sql: Database,
  { connectionId, lease, envelope }: { connectionId: string; lease: string; envelope: object | null },
): Promise<boolean> {
  const stored = envelope === null ? null : sql.json(envelope as never);
  return parseAnswer(
    z.boolean(),
    await sql`select private.end_secret_lease(${connectionId}, ${lease}, ${stored}) as answer`,
  );
}

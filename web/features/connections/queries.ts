import { queryOptions } from "@tanstack/react-query";
import type { DbSource } from "../../lib/browser-db.tsx";
import { type Db, parseRows } from "../../lib/db.ts";

// The schemas come with the first answer of the database, not with the page.
const rows = () => import("./rows.ts");

export interface Connection {
  id: string;
  orgId: string;
  connector: string;
  name: string;
  state: "untested" | "working" | "failing";
  signIn: "none" | "needed" | "done";
  /** Whose account it is, as the service says; "" when it does not. */
  account: string;
  lastError: string | null;
  lastTestedAt: string | null;
}

export interface ConnectionUse {
  connectionId: string;
  workflowId: string;
  name: string;
}

export const connectionKeys = {
  all: ["connections"] as const,
  list: ["connections", "list"] as const,
  uses: ["connections", "uses"] as const,
};

/** The connections of all of a person's organisations, by name. An organisation has at most 200. */
export function connectionsQuery(db: DbSource) {
  return queryOptions({ queryKey: connectionKeys.list, queryFn: () => listConnections(db()) });
}

/** Which published workflow uses which connection. */
export function connectionUsesQuery(db: DbSource) {
  return queryOptions({ queryKey: connectionKeys.uses, queryFn: () => listUses(db()) });
}

async function listConnections(db: Db): Promise<Connection[]> {
  const { ConnectionRow } = await rows();
  const found = parseRows(
    ConnectionRow,
    await db
      .from("connections")
      .select("id,org_id,connector,name,state,sign_in,account,last_error,last_tested_at")
      .order("name")
      .order("id")
      .limit(1000),
  );
  return found.map((row) => ({
    id: row.id,
    orgId: row.org_id,
    connector: row.connector,
    name: row.name,
    state: row.state,
    signIn: row.sign_in,
    account: row.account,
    lastError: row.last_error,
    lastTestedAt: row.last_tested_at,
  }));
}

async function listUses(db: Db): Promise<ConnectionUse[]> {
  const { UseRow } = await rows();
  const found = parseRows(UseRow, await db.rpc("list_connection_uses"));
  return found.map((row) => ({
    connectionId: row.connection_id,
    workflowId: row.workflow_id,
    name: row.name,
  }));
}

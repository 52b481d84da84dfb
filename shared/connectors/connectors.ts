import { AIRTABLE } from "./airtable.ts";
import type { Action, Connector } from "./connector.ts";
import { DROPBOX } from "./dropbox.ts";
import { GITHUB } from "./github.ts";
import { GOOGLE_DRIVE, GOOGLE_SHEETS } from "./google.ts";
import { HTTP } from "./http.ts";
import { NOTION } from "./notion.ts";
import { S3, SUPABASE_STORAGE } from "./object-storage.ts";
import { RESEND } from "./resend.ts";
import { SLACK } from "./slack.ts";
import { SMTP } from "./smtp.ts";
import { WEBHOOK } from "./webhook.ts";
import { ZAPIER } from "./zapier.ts";

/** In the order a menu shows. */
export const CONNECTORS = [
  SLACK,
  RESEND,
  SMTP,
  GOOGLE_DRIVE,
  GOOGLE_SHEETS,
  DROPBOX,
  S3,
  SUPABASE_STORAGE,
  NOTION,
  AIRTABLE,
  GITHUB,
  ZAPIER,
  WEBHOOK,
  HTTP,
] as const;

export type ConnectorKey = (typeof CONNECTORS)[number]["key"];

const BY_KEY: ReadonlyMap<string, Connector> = new Map(
  CONNECTORS.map((row) => [row.key, row as unknown as Connector]),
);

/** null: there is no connector of this key. */
export function findConnector(key: string): Connector | null {
  return BY_KEY.get(key) ?? null;
}

/** null: the connector has no such action. */
export function findAction(connectorKey: string, actionKey: string): Action | null {
  return findConnector(connectorKey)?.actions.find(({ key }) => key === actionKey) ?? null;
}

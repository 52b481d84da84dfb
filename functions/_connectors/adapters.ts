import type { CONNECTORS, ConnectorKey } from "../../shared/connectors/connectors.ts";
import type { Adapter, AnyAdapter } from "./adapter.ts";
import { airtable } from "./airtable.ts";
import { dropbox } from "./dropbox.ts";
import { github } from "./github.ts";
import { googleDrive, googleSheets } from "./google.ts";
import { http } from "./http.ts";
import { notion } from "./notion.ts";
import { resend } from "./resend.ts";
import { s3 } from "./s3.ts";
import { slack } from "./slack.ts";
import { smtp } from "./smtp.ts";
import { supabaseStorage } from "./supabase-storage.ts";
import { webhook } from "./webhook.ts";
import { zapier } from "./zapier.ts";

type Row<Key extends ConnectorKey> = Extract<(typeof CONNECTORS)[number], { key: Key }>;

const ADAPTERS: { [Key in ConnectorKey]: Adapter<Row<Key>> } = {
  slack,
  resend,
  smtp,
  "google-drive": googleDrive,
  "google-sheets": googleSheets,
  dropbox,
  s3,
  "supabase-storage": supabaseStorage,
  notion,
  airtable,
  github,
  zapier,
  webhook,
  http,
};

/** null: no connector has this key. Credential and input are checked by the connector's schemas before. */
export function findAdapter(key: string): AnyAdapter | null {
  return Object.hasOwn(ADAPTERS, key) ? (ADAPTERS[key as ConnectorKey] as unknown as AnyAdapter) : null;
}

import {
  DROPBOX_TOKEN,
  dropboxService,
  S3_KEYS,
  SUPABASE_KEY,
  s3Service,
  supabaseService,
} from "../../_connectors/testing/file-services.ts";
import { GITHUB_TOKEN, githubService } from "../../_connectors/testing/github-service.ts";
import {
  GOOGLE_TOKEN,
  googleDriveService,
  googleSheetsService,
  googleUserinfo,
} from "../../_connectors/testing/google-service.ts";
import { RESEND_KEY, resendService } from "../../_connectors/testing/mail-services.ts";
import {
  AIRTABLE_TOKEN,
  airtableService,
  NOTION_TOKEN,
  notionService,
} from "../../_connectors/testing/record-services.ts";
import { type Service, type Services, serveServices } from "../../_connectors/testing/serve-services.ts";
import { SLACK_HOOK, SLACK_TOKEN, slackApi, slackHooks } from "../../_connectors/testing/slack-service.ts";
import { SMTP_LOGIN } from "../../_connectors/testing/smtp-server.ts";

export const ZAPIER_HOOK = "https://hooks.zapier.com/hooks/catch/1/abc/";
export const WEBHOOK_SECRET = `whsec_${btoa("w".repeat(32))}`;
export const API_TOKEN = "api-token-1234";

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.1: whoever comes with a code gets this token. */
const tokensFor =
  (token: string): Service =>
  () => ({
    body: { access_token: token, refresh_token: "refresh-1", expires_in: 3600, token_type: "bearer" },
  });

/** An API of one's own: two lists, a number, a place to send to, a page that is down. */
const api: Service = ({ method, path, headers }) => {
  if (path === "/health") return { status: 503, body: { error: "down" } };
  if (path.startsWith("/open")) return { status: 404, body: { error: "not found" } };
  if (headers.authorization !== `Bearer ${API_TOKEN}`) return { status: 401, body: { error: "sign in" } };
  if (method === "POST") return { status: 201, body: { taken: true } };
  if (path === "/totals") return { body: { total: 42 } };
  return {
    body: [
      { name: "Anna", orders: 3 },
      { name: "Ben", orders: 5 },
    ],
  };
};

/** Every service that templates use, as their documents describe them; `rows` are in the spreadsheet. */
export function serveTemplateServices(rows: unknown[][]): Promise<Services> {
  const dropbox = dropboxService();
  return serveServices({
    "slack.com": slackApi,
    "hooks.slack.com": slackHooks,
    "api.resend.com": resendService(),
    "www.googleapis.com": googleDriveService,
    "sheets.googleapis.com": googleSheetsService(rows),
    "openidconnect.googleapis.com": googleUserinfo,
    "oauth2.googleapis.com": tokensFor(GOOGLE_TOKEN),
    "api.dropboxapi.com": (request) =>
      request.path === "/oauth2/token" ? tokensFor(DROPBOX_TOKEN)(request) : dropbox(request),
    "content.dropboxapi.com": dropbox,
    "s3.example.com": s3Service("s3.example.com"),
    "abcd.supabase.co": supabaseService(),
    "api.notion.com": notionService,
    "api.airtable.com": airtableService,
    "api.github.com": githubService(),
    "hooks.zapier.com": () => ({ body: { status: "success", id: "1", request_id: "r1" } }),
    "hooks.example.com": () => ({ status: 202, body: {} }),
    api,
  });
}

const APP = { clientId: "client", clientSecret: "client-secret" };

/** Name, connector and credential of a connection of each; `isSignedIn` by a person at the service. */
export function templateCredentials(
  origin: string,
): Record<string, { connector: string; credential: object; isSignedIn?: true }> {
  return {
    slack: { connector: "slack", credential: { kind: "bot", token: SLACK_TOKEN } },
    slackHook: { connector: "slack", credential: { kind: "webhook", webhook: SLACK_HOOK } },
    resend: { connector: "resend", credential: { apiKey: RESEND_KEY } },
    smtp: { connector: "smtp", credential: { host: "mail.example.com", port: "465", ...SMTP_LOGIN } },
    "google-drive": { connector: "google-drive", credential: APP, isSignedIn: true },
    "google-sheets": { connector: "google-sheets", credential: APP, isSignedIn: true },
    dropbox: { connector: "dropbox", credential: APP, isSignedIn: true },
    s3: {
      connector: "s3",
      credential: {
        endpoint: "https://s3.example.com",
        region: "eu-central-1",
        bucket: "books",
        ...S3_KEYS,
      },
    },
    "supabase-storage": {
      connector: "supabase-storage",
      credential: { url: "https://abcd.supabase.co", key: SUPABASE_KEY },
    },
    notion: { connector: "notion", credential: { token: NOTION_TOKEN } },
    airtable: { connector: "airtable", credential: { token: AIRTABLE_TOKEN } },
    github: { connector: "github", credential: { token: GITHUB_TOKEN } },
    zapier: { connector: "zapier", credential: { hook: ZAPIER_HOOK } },
    webhook: {
      connector: "webhook",
      credential: { address: "https://hooks.example.com/in", secret: WEBHOOK_SECRET },
    },
    http: { connector: "http", credential: { kind: "bearer", address: `${origin}/api`, token: API_TOKEN } },
  };
}

import type { GOOGLE_DRIVE, GOOGLE_SHEETS } from "../../shared/connectors/google.ts";
import type { Adapter, ConnectorContext } from "./adapter.ts";
import { callService, type Explain, type ServiceCall } from "./call-service.ts";
import { contentBytes } from "./content-bytes.ts";
import { at, textAt } from "./read-json.ts";

const DRIVE = "https://www.googleapis.com/upload/drive/v3/files";
const SHEETS = "https://sheets.googleapis.com/v4/spreadsheets";
const PASSING = new Set(["rateLimitExceeded", "userRateLimitExceeded", "backendError"]);

async function whose(_credential: unknown, context: ConnectorContext): Promise<string> {
  const url = "https://openidconnect.googleapis.com/v1/userinfo";
  return textAt((await ask(context, { method: "GET", url })).body, "email");
}

export const googleDrive: Adapter<typeof GOOGLE_DRIVE> = {
  test: whose,

  actions: {
    async "upload-file"({ name, folder, type, ...content }, _credential, context) {
      const boundary = `floyo-${crypto.randomUUID()}`;
      const { body } = await ask(context, {
        method: "POST",
        url: `${DRIVE}?uploadType=multipart&supportsAllDrives=true&fields=id,name,webViewLink`,
        headers: { "content-type": `multipart/related; boundary=${boundary}` },
        body: related(
          boundary,
          { name, ...(folder ? { parents: [folder] } : {}) },
          type,
          contentBytes(content),
        ),
      });
      return { id: textAt(body, "id"), name: textAt(body, "name"), url: textAt(body, "webViewLink") };
    },
  },
};

export const googleSheets: Adapter<typeof GOOGLE_SHEETS> = {
  test: whose,

  actions: {
    async "append-rows"({ spreadsheet, range, rows }, _credential, context) {
      const options = "valueInputOption=USER_ENTERED&insertDataOption=INSERT_ROWS";
      const { body } = await ask(context, {
        method: "POST",
        url: `${SHEETS}/${spreadsheet}/values/${encodeURIComponent(range)}:append?${options}`,
        json: { values: rows },
      });
      return { range: textAt(body, "updates", "updatedRange"), rows: at(body, "updates", "updatedRows") };
    },

    async "read-rows"({ spreadsheet, range }, _credential, context) {
      const url = `${SHEETS}/${spreadsheet}/values/${encodeURIComponent(range)}`;
      return { rows: at((await ask(context, { method: "GET", url })).body, "values") ?? [] };
    },
  },
};

function ask(context: ConnectorContext, call: ServiceCall) {
  const headers = { ...call.headers, authorization: `Bearer ${context.token ?? ""}` };
  return callService(context, { ...call, headers }, explain);
}

/** https://developers.google.com/workspace/drive/api/guides/handle-errors */
const explain: Explain = ({ body, status }) => {
  const reason = textAt(body, "error", "errors", 0, "reason") || textAt(body, "error", "status");
  const message = textAt(body, "error", "message");
  const isPassing = PASSING.has(reason) || reason === "RESOURCE_EXHAUSTED";
  return {
    ...(message ? { message } : {}),
    ...(reason ? { code: reason } : {}),
    ...(status === 403 && isPassing ? { isRetryable: true } : {}),
    blamesSecret:
      status === 401 || reason === "insufficientPermissions" || reason === "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
  };
};

function related(boundary: string, metadata: object, type: string, bytes: Uint8Array): Uint8Array {
  const encode = (text: string) => new TextEncoder().encode(text);
  const parts = [
    encode(
      `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(metadata)}\r\n`,
    ),
    encode(`--${boundary}\r\ncontent-type: ${type}\r\n\r\n`),
    bytes,
    encode(`\r\n--${boundary}--\r\n`),
  ];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

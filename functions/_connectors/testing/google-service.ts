import { hasBearer, type Service } from "./serve-services.ts";

export const GOOGLE_TOKEN = "ya29.abcdefghijklmnop";
export const SHEET = "1abcdefghijklmnopqrstuvwxyz";

const refuse = (code: number, reason: string, message: string, status: string) => ({
  status: code,
  body: { error: { code, message, status, errors: [{ message, domain: "global", reason }] } },
});
const unsigned = () => refuse(401, "authError", "Invalid Credentials", "UNAUTHENTICATED");

/** https://developers.google.com/identity/openid-connect/openid-connect#obtaininguserprofileinformation */
export const googleUserinfo: Service = (request) =>
  hasBearer(request, GOOGLE_TOKEN)
    ? { body: { sub: "1", email: "ana@example.com", email_verified: true } }
    : unsigned();

/** https://developers.google.com/workspace/drive/api/guides/manage-uploads#multipart */
export const googleDriveService: Service = (request) => {
  const { method, path, query, headers, text } = request;
  if (!hasBearer(request, GOOGLE_TOKEN)) return unsigned();
  if (method !== "POST" || path !== "/upload/drive/v3/files")
    return refuse(404, "notFound", "Not Found", "NOT_FOUND");
  const boundary = /^multipart\/related; boundary=(.+)$/.exec(headers["content-type"] ?? "")?.[1];
  if (query.get("uploadType") !== "multipart" || !boundary)
    return refuse(400, "badContent", "Bad content", "INVALID_ARGUMENT");
  const parts = text.split(`--${boundary}`);
  if (parts.length !== 4 || parts[3] !== "--\r\n")
    return refuse(400, "badContent", "Malformed multipart body.", "INVALID_ARGUMENT");
  const metadata = JSON.parse(parts[1]?.split("\r\n\r\n")[1] ?? "{}");
  if (metadata.parents && metadata.parents[0] !== "folder-1") {
    return refuse(404, "notFound", `File not found: ${metadata.parents[0]}.`, "NOT_FOUND");
  }
  return {
    body: { id: "file-1", name: metadata.name, webViewLink: "https://drive.google.com/file/d/file-1/view" },
  };
};

/** https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values; `rows` are there already. */
export function googleSheetsService(rows: unknown[][] = []): Service {
  return (request) => {
    const { method, path, query, json } = request;
    if (!hasBearer(request, GOOGLE_TOKEN)) return unsigned();
    const [, sheet, range, verb] =
      /^\/v4\/spreadsheets\/([^/]+)\/values\/([^/:]+(?::[A-Z]+\d*)?)(:append)?$/.exec(
        decodeURIComponent(path),
      ) ?? [];
    if (sheet !== SHEET) return refuse(404, "notFound", "Requested entity was not found.", "NOT_FOUND");
    if (!range?.startsWith("Sheet1"))
      return refuse(400, "badRequest", `Unable to parse range: ${range}`, "INVALID_ARGUMENT");
    if (method === "GET") return { body: { range, majorDimension: "ROWS", values: rows } };
    if (verb !== ":append" || query.get("valueInputOption") !== "USER_ENTERED") {
      return refuse(
        400,
        "badRequest",
        "'valueInputOption' is required but not specified",
        "INVALID_ARGUMENT",
      );
    }
    const from = rows.length + 1;
    rows.push(...json.values);
    const updatedRange = `Sheet1!A${from}:B${rows.length}`;
    return { body: { spreadsheetId: sheet, updates: { updatedRange, updatedRows: json.values.length } } };
  };
}

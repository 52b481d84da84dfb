import { hasBearer, type Service } from "./serve-services.ts";

export const NOTION_TOKEN = "ntn_abcdefghijklmnop";
export const NOTION_DATABASE = "d9824bdc-8445-4327-be8b-5b47500af6ce";
export const AIRTABLE_TOKEN = "patabcdefghijklmnop";
export const AIRTABLE_BASE = "appABCDEFGHIJKLMN";

/** https://developers.notion.com/reference/post-page, status-codes */
export const notionService: Service = (request) => {
  const { method, path, headers, json } = request;
  const refuse = (status: number, code: string, message: string) => ({
    status,
    body: { object: "error", status, code, message, request_id: "1" },
  });
  if (!hasBearer(request, NOTION_TOKEN)) return refuse(401, "unauthorized", "API token is invalid.");
  if (headers["notion-version"] !== "2022-06-28")
    return refuse(400, "missing_version", "Notion-Version header should be defined");
  if (method === "GET" && path === "/v1/users/me")
    return { body: { object: "user", type: "bot", name: "Floyo", bot: { workspace_name: "Crew" } } };
  if (method !== "POST" || path !== "/v1/pages")
    return refuse(400, "invalid_request_url", "Invalid request URL.");
  if (json.parent.database_id !== NOTION_DATABASE) {
    return refuse(404, "object_not_found", `Could not find database with ID: ${json.parent.database_id}.`);
  }
  const title = Object.values(
    json.properties as Record<string, { title?: { text: { content: string } }[] }>,
  ).find((one) => one.title);
  if (!title) return refuse(400, "validation_error", "Name is not a property that exists.");
  if (json.children.length > 100)
    return refuse(400, "validation_error", "body.children.length should be ≤ `100`");
  return {
    body: { object: "page", id: "3c90c3cc-0d44-4b50-8888-8dd25736052a", url: "https://www.notion.so/3c90" },
  };
};

/** https://airtable.com/developers/web/api/create-records, errors */
export const airtableService: Service = (request) => {
  const { method, path, json } = request;
  const refuse = (status: number, type: string, message: string) => ({
    status,
    body: { error: { type, message } },
  });
  if (!hasBearer(request, AIRTABLE_TOKEN))
    return refuse(401, "AUTHENTICATION_REQUIRED", "Authentication required");
  if (method === "GET" && path === "/v0/meta/whoami")
    return { body: { id: "usr1", email: "ana@example.com", scopes: ["data.records:write"] } };
  const [, base, table] = /^\/v0\/(app\w{14})\/(.+)$/.exec(decodeURIComponent(path)) ?? [];
  if (base !== AIRTABLE_BASE) return { status: 404, body: { error: "NOT_FOUND" } };
  if (method !== "POST" || table !== "Invoices")
    return refuse(
      403,
      "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND",
      "Invalid permissions, or the requested model was not found.",
    );
  if (json.records.length > 10)
    return refuse(422, "INVALID_RECORDS", "You may only create 10 records at a time");
  const unknown = json.records
    .flatMap(({ fields }: { fields: object }) => Object.keys(fields))
    .find((name: string) => !["Name", "Amount"].includes(name));
  if (unknown) return refuse(422, "UNKNOWN_FIELD_NAME", `Unknown field name: "${unknown}"`);
  return {
    body: {
      records: json.records.map((record: object, index: number) => ({
        id: `rec${index}`,
        createdTime: "2026-12-01T00:00:00Z",
        ...record,
      })),
    },
  };
};

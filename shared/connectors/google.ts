import { z } from "zod";
import { action, connector, type OAuthRule } from "./connector.ts";
import { CONTENT, CONTENT_FORM, OAUTH_APP, OAUTH_APP_FORM } from "./parts.ts";

const credential = z.object(OAUTH_APP);

function googleOAuth(scope: string): OAuthRule {
  return {
    grant: "authorization-code",
    authorizeUrl: "https://accounts.google.com/o/oauth2/v2/auth",
    tokenUrl: "https://oauth2.googleapis.com/token",
    scope: `openid email ${scope}`,
    // Without these Google gives a refresh token the first time only.
    extra: { access_type: "offline", prompt: "consent" },
    clientAuth: "body",
  };
}

export const GOOGLE_DRIVE = connector({
  key: "google-drive",
  name: "Google Drive",
  description: "Uploads files to folders.",
  docs: "https://developers.google.com/workspace/drive/api/guides/manage-uploads",
  hosts: ["www.googleapis.com", "oauth2.googleapis.com", "openidconnect.googleapis.com"],
  credential,
  form: OAUTH_APP_FORM,
  oauth: () => googleOAuth("https://www.googleapis.com/auth/drive.file"),
  actions: [
    action({
      key: "upload-file",
      name: "Upload a file",
      description: "Puts a file into a folder, beside others of its name.",
      input: z.object({
        name: z.string().min(1, "a file has a name").max(255),
        folder: z.string().max(200).default(""),
        ...CONTENT,
        type: z
          .string()
          .regex(/^[\w.+-]+\/[\w.+-]+$/, "a type is such as text/csv")
          .default("application/octet-stream"),
      }),
      form: [
        { field: "name", label: "Name", input: "template" },
        { field: "folder", label: "Folder", input: "template", help: "Its id; without one, My Drive." },
        ...CONTENT_FORM,
        { field: "type", label: "Type", input: "template", help: "Such as text/csv." },
      ],
      isRead: false,
      gives: "id, name, url",
    }),
  ],
});

export const GOOGLE_SHEETS = connector({
  key: "google-sheets",
  name: "Google Sheets",
  description: "Adds rows to spreadsheets and reads them.",
  docs: "https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/append",
  hosts: ["sheets.googleapis.com", "oauth2.googleapis.com", "openidconnect.googleapis.com"],
  credential,
  form: OAUTH_APP_FORM,
  oauth: () => googleOAuth("https://www.googleapis.com/auth/spreadsheets"),
  actions: [
    action({
      key: "append-rows",
      name: "Add rows",
      description: "Adds rows below the table that is there.",
      input: z.object({
        spreadsheet: z.string().regex(/^[\w-]{10,100}$/, "the id of a spreadsheet, from its address"),
        range: z.string().min(1, "name a sheet").max(200),
        rows: z
          .array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).max(500))
          .min(1, "there is no row to add")
          .max(5000),
      }),
      form: [
        { field: "spreadsheet", label: "Spreadsheet", input: "template", help: "The id in its address." },
        { field: "range", label: "Sheet", input: "template", help: "Sheet1 or Sheet1!A:D." },
        { field: "rows", label: "Rows", input: "json", help: 'A list of lists: [["{{ input.name }}", 12]].' },
      ],
      isRead: false,
      gives: "range, rows",
    }),
    action({
      key: "read-rows",
      name: "Read rows",
      description: "Reads the cells of a range.",
      input: z.object({
        spreadsheet: z.string().regex(/^[\w-]{10,100}$/, "the id of a spreadsheet, from its address"),
        range: z.string().min(1, "name a range").max(200),
      }),
      form: [
        { field: "spreadsheet", label: "Spreadsheet", input: "template", help: "The id in its address." },
        { field: "range", label: "Range", input: "template", help: "Sheet1!A1:D100." },
      ],
      isRead: true,
      gives: "rows",
    }),
  ],
});

import { z } from "zod";
import { action, connector } from "./connector.ts";
import { CONTENT, CONTENT_FORM, OAUTH_APP, OAUTH_APP_FORM } from "./parts.ts";

export const DROPBOX = connector({
  key: "dropbox",
  name: "Dropbox",
  description: "Uploads files.",
  docs: "https://www.dropbox.com/developers/documentation/http/documentation#files-upload",
  hosts: ["api.dropboxapi.com", "content.dropboxapi.com"],
  credential: z.object(OAUTH_APP),
  form: OAUTH_APP_FORM,
  oauth: () => ({
    grant: "authorization-code",
    authorizeUrl: "https://www.dropbox.com/oauth2/authorize",
    tokenUrl: "https://api.dropboxapi.com/oauth2/token",
    scope: "account_info.read files.content.write",
    extra: { token_access_type: "offline" },
    clientAuth: "body",
  }),
  actions: [
    action({
      key: "upload-file",
      name: "Upload a file",
      description: "Puts a file at a path.",
      input: z.object({
        path: z.string().regex(/^\/[^\r\n]{1,500}$/, "a path begins with /"),
        ...CONTENT,
        ifThere: z.enum(["rename", "overwrite", "fail"]).default("rename"),
      }),
      form: [
        {
          field: "path",
          label: "Path",
          input: "template",
          help: "Begins with /, as in /Invoices/march.pdf.",
        },
        ...CONTENT_FORM,
        {
          field: "ifThere",
          label: "If one is there",
          input: "choice",
          options: ["rename", "overwrite", "fail"],
        },
      ],
      isRead: false,
      gives: "id, name, path, size",
    }),
  ],
});

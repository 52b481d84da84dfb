import type { SUPABASE_STORAGE } from "../../shared/connectors/object-storage.ts";
import type { Adapter } from "./adapter.ts";
import { callService, type Explain } from "./call-service.ts";
import { contentBytes } from "./content-bytes.ts";
import { textAt } from "./read-json.ts";

export const supabaseStorage: Adapter<typeof SUPABASE_STORAGE> = {
  async test({ url, key }, context) {
    await callService(
      context,
      { method: "GET", url: `${url}/storage/v1/bucket`, headers: signed(key) },
      explain,
    );
    return new URL(url).host;
  },

  actions: {
    async "upload-file"({ bucket, key: path, type, overwrite, ...content }, { url, key }, context) {
      const place = [bucket, ...path.split("/")].map(encodeURIComponent).join("/");
      const { body } = await callService(
        context,
        {
          method: "POST",
          url: `${url}/storage/v1/object/${place}`,
          headers: { ...signed(key), "content-type": type, "x-upsert": String(overwrite) },
          body: contentBytes(content),
        },
        explain,
      );
      return { id: textAt(body, "Id"), key: textAt(body, "Key") };
    },
  },
};

/** Errors come as 400 with the status they mean within. https://supabase.com/docs/guides/storage/debugging/error-codes */
const explain: Explain = ({ body, status }) => {
  const message = textAt(body, "message");
  const meant = Number(textAt(body, "statusCode")) || status;
  const isLimited = meant === 429 || meant >= 500;
  return {
    ...(message ? { message, code: textAt(body, "error") || "refused" } : {}),
    ...(isLimited ? { isRetryable: true } : {}),
    blamesSecret: meant === 401 || meant === 403,
  };
};

function signed(key: string) {
  return { apikey: key, authorization: `Bearer ${key}` };
}

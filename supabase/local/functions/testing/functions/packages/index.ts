import { base64url } from "jose";
import postgres from "postgres";

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default {
  fetch: () => Response.json({ jose: base64url.encode("floyo"), postgres: typeof postgres }),
};

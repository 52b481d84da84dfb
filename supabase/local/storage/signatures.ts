import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { faults } from "./faults.ts";

const Content = z.object({
  url: z.string(),
  exp: z.number(),
  purpose: z.enum(["read", "upload"]),
  owner: z.string().optional(),
  upsert: z.boolean().default(false),
});
export type SignedContent = z.infer<typeof Content>;

export interface Signatures {
  sign(content: z.input<typeof Content>): string;
  /** What a token allows. Throws the refusal of one that is broken, expired, or for something else. */
  check(token: string, wanted: { url: string; purpose: SignedContent["purpose"] }): SignedContent;
}

const HEADER = encode({ alg: "HS256", typ: "JWT" });

/** Tokens in signed addresses, under a key of their own: no session's token is one of them, and none of them is one. */
export function createSignatures(secret: string): Signatures {
  const key = createHmac("sha256", secret).update("signed addresses of storage").digest();
  const signature = (content: string) => createHmac("sha256", key).update(content).digest();
  return {
    sign(content) {
      const signed = `${HEADER}.${encode({ ...content, iat: Math.floor(Date.now() / 1000) })}`;
      return `${signed}.${signature(signed).toString("base64url")}`;
    },
    check(token, { url, purpose }) {
      const [header, payload, given, ...rest] = token.split(".");
      if (header !== HEADER || !payload || !given || rest.length > 0)
        throw faults.badToken("Invalid Compact JWS");
      const expected = signature(`${header}.${payload}`);
      const actual = Buffer.from(given, "base64url");
      if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
        throw faults.badToken("signature verification failed");
      }
      const content = Content.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
      if (!content.success) throw faults.badToken("Invalid JWT");
      if (content.data.exp * 1000 <= Date.now()) {
        throw faults.badToken('"exp" claim timestamp check failed');
      }
      if (content.data.url !== url || content.data.purpose !== purpose) throw faults.badSignature();
      return content.data;
    },
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

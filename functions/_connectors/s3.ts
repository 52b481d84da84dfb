import { AwsV4Signer } from "aws4fetch";
import type { z } from "zod";
import type { S3 } from "../../shared/connectors/object-storage.ts";
import type { Adapter, ConnectorContext } from "./adapter.ts";
import { callService, type Explain, type ServiceCall } from "./call-service.ts";
import { contentBytes, toBase64 } from "./content-bytes.ts";

type Credential = z.output<(typeof S3)["credential"]>;

/** Requests with the bucket in the path, which every storage of this API takes. */
export const s3: Adapter<typeof S3> = {
  async test(credential, context) {
    const url = `${credential.endpoint}/${credential.bucket}?list-type=2&max-keys=1`;
    await ask(context, credential, { method: "GET", url });
    return credential.bucket;
  },

  actions: {
    async "put-object"({ key, type, ...content }, credential, context) {
      const { headers } = await ask(context, credential, {
        method: "PUT",
        url: urlOf(credential, key),
        headers: { "content-type": type },
        body: contentBytes(content),
      });
      return { key, etag: headers.etag ?? "" };
    },

    async "get-object"({ key, encoding }, credential, context) {
      const { headers, bytes, text } = await ask(context, credential, {
        method: "GET",
        url: urlOf(credential, key),
      });
      const content = encoding === "base64" ? toBase64(bytes) : text;
      return { content, type: headers["content-type"] ?? "", etag: headers.etag ?? "" };
    },
  },
};

function urlOf({ endpoint, bucket }: Credential, key: string): string {
  return `${endpoint}/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
}

async function ask(context: ConnectorContext, credential: Credential, call: ServiceCall) {
  const { accessKeyId, secretAccessKey, region } = credential;
  const signed = await new AwsV4Signer({
    method: call.method,
    url: call.url,
    headers: { ...call.headers, "x-amz-content-sha256": await sha256(call.body ?? "") },
    accessKeyId,
    secretAccessKey,
    region,
    service: "s3",
    datetime: new Date(context.now).toISOString().replace(/[:-]|\.\d{3}/g, ""),
  }).sign();
  // The client says itself whom it calls.
  const headers = Object.fromEntries([...signed.headers].filter(([name]) => name !== "host"));
  return callService(
    context,
    { ...call, url: signed.url.href, headers: { accept: "*/*", ...headers } },
    explain,
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const explain: Explain = ({ text, status }) => {
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1];
  const message = /<Message>([^<]{1,500})<\/Message>/.exec(text)?.[1];
  return {
    ...(code ? { code } : {}),
    ...(message ? { message } : {}),
    blamesSecret:
      status === 401 || ["InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied"].includes(code ?? ""),
  };
};

async function sha256(body: string | Uint8Array): Promise<string> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

import { z } from "zod";
import { type ActionField, action, connector } from "./connector.ts";
import { Address, CONTENT, CONTENT_FORM, Line, SecretText } from "./parts.ts";

const Key = z
  .string()
  .min(1, "name a path")
  .max(1024)
  .refine((key) => !key.startsWith("/") && !key.split("/").some((part) => part === "." || part === ".."), {
    error: "a path within the bucket, without / at its beginning",
  });
const Type = z
  .string()
  .regex(/^[\w.+-]+\/[\w.+-]+(; ?charset=[\w-]+)?$/, "a type is such as text/csv")
  .default("application/octet-stream");
const FORM: readonly ActionField[] = [
  { field: "key", label: "Path", input: "template", help: "Within the bucket: invoices/march.pdf." },
  ...CONTENT_FORM,
  { field: "type", label: "Type", input: "template", help: "Such as text/csv." },
];

/** Any storage that speaks S3's API: AWS, Cloudflare R2, Backblaze B2, MinIO. */
export const S3 = connector({
  key: "s3",
  name: "S3 storage",
  description: "Puts objects into a bucket of S3 or what speaks its API, and reads them.",
  docs: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html",
  hosts: [],
  credential: z.object({
    endpoint: Address,
    region: Line.max(100),
    bucket: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        "a bucket has 3 to 63 small letters, digits, dots, dashes",
      ),
    accessKeyId: SecretText,
    secretAccessKey: SecretText,
  }),
  form: [
    {
      field: "endpoint",
      label: "Endpoint",
      input: "text",
      placeholder: "https://s3.eu-central-1.amazonaws.com",
    },
    { field: "region", label: "Region", input: "text", placeholder: "eu-central-1" },
    { field: "bucket", label: "Bucket", input: "text" },
    { field: "accessKeyId", label: "Access key id", input: "text" },
    { field: "secretAccessKey", label: "Secret access key", input: "secret" },
  ],
  actions: [
    action({
      key: "put-object",
      name: "Put an object",
      description: "Writes an object, new or in place of the one that is there.",
      input: z.object({ key: Key, ...CONTENT, type: Type }),
      form: FORM,
      isRead: false,
      gives: "key, etag",
    }),
    action({
      key: "get-object",
      name: "Read an object",
      description: "Reads an object of at most 1 MiB.",
      input: z.object({ key: Key, encoding: z.enum(["text", "base64"]).default("text") }),
      form: [
        { field: "key", label: "Path", input: "template" },
        { field: "encoding", label: "As", input: "choice", options: ["text", "base64"] },
      ],
      isRead: true,
      gives: "content, type, etag",
    }),
  ],
});

export const SUPABASE_STORAGE = connector({
  key: "supabase-storage",
  name: "Supabase Storage",
  description: "Puts files into a bucket of a Supabase project.",
  docs: "https://supabase.com/docs/guides/storage/uploads/standard-uploads",
  hosts: [],
  credential: z.object({ url: Address, key: SecretText }),
  form: [
    { field: "url", label: "Address of the project", input: "text", placeholder: "https://abcd.supabase.co" },
    { field: "key", label: "Secret key", input: "secret", placeholder: "sb_secret_…" },
  ],
  actions: [
    action({
      key: "upload-file",
      name: "Upload a file",
      description: "Puts a file into a bucket.",
      input: z.object({
        bucket: z.string().regex(/^[\w!.*'() &$@=;:+,?-]{1,100}$/, "the name of a bucket"),
        key: Key,
        ...CONTENT,
        type: Type,
        overwrite: z.boolean().default(false),
      }),
      form: [
        { field: "bucket", label: "Bucket", input: "template" },
        ...FORM,
        { field: "overwrite", label: "In place of one that is there", input: "yes-no" },
      ],
      isRead: false,
      gives: "id, key",
    }),
  ],
});

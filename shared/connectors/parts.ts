import { z } from "zod";
import type { ActionField } from "./connector.ts";

export const Line = z.string().trim().min(1, "this is missing").max(2000);
export const Text = z.string().max(200_000);
export const SecretText = z.string().trim().min(1, "this is missing").max(10_000);

/** An address that a credential names. The client of outside calls decides whether it may be called. */
export const Address = z
  .url({ protocol: /^https?$/, error: "an address begins with https://" })
  .max(2000)
  .transform((url) => url.replace(/\/+$/, ""));

/** What is uploaded: a file of the run, a text as it is, or bytes as base64. */
export const CONTENT = {
  content: z.string().max(1_000_000).default(""),
  encoding: z.enum(["text", "base64"]).default("text"),
  /** What a file step gave; null: the content above. */
  file: z.json().default(null),
} as const;

export const CONTENT_FORM: readonly ActionField[] = [
  {
    field: "file",
    label: "File",
    input: "json",
    help: "What a file step gave: {{ steps.take.file }}. Or nothing.",
  },
  { field: "content", label: "Content", input: "long-template", help: "Where no file is given." },
  {
    field: "encoding",
    label: "Content is",
    input: "choice",
    options: ["text", "base64"],
    help: "base64 for what is not text, such as a PDF.",
  },
];

/** Where a service signs people in by an app that they registered there themselves. */
export const OAUTH_APP = { clientId: SecretText, clientSecret: SecretText } as const;

export const OAUTH_APP_FORM = [
  { field: "clientId", label: "Client id", input: "text" },
  { field: "clientSecret", label: "Client secret", input: "secret" },
] as const;

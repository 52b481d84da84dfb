import { z } from "zod";
import { connector } from "./connector.ts";
import { Address, Line, OAUTH_APP, SecretText } from "./parts.ts";

const OAUTH = { ...OAUTH_APP, tokenUrl: Address, scope: z.string().max(2000).default("") } as const;
const CLIENT_AUTH = z.enum(["basic", "body"]).default("basic");

const OAUTH_KINDS = ["oauth-client", "oauth-person"] as const;

/** Signs HTTP requests in. The secret goes to addresses below `address` and to nobody else. */
export const HTTP = connector({
  key: "http",
  name: "HTTP",
  description: "Signs the HTTP requests of workflows in, at any API.",
  docs: "https://www.rfc-editor.org/rfc/rfc6749",
  hosts: [],
  credential: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("header"),
      address: Address,
      header: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,100}$/, "the name of a header has letters, digits and -, such as X-Api-Key"),
      value: SecretText,
    }),
    z.object({ kind: z.literal("bearer"), address: Address, token: SecretText }),
    z.object({ kind: z.literal("basic"), address: Address, user: Line, password: SecretText }),
    z.object({ kind: z.literal("oauth-client"), address: Address, ...OAUTH, clientAuth: CLIENT_AUTH }),
    z.object({
      kind: z.literal("oauth-person"),
      address: Address,
      ...OAUTH,
      authorizeUrl: Address,
      clientAuth: CLIENT_AUTH,
    }),
  ]),
  form: [
    {
      field: "kind",
      label: "Signs in with",
      input: "choice",
      options: [
        { value: "header", label: "A key in a header" },
        { value: "bearer", label: "A bearer token" },
        { value: "basic", label: "User and password" },
        { value: "oauth-client", label: "OAuth 2.0, as an app" },
        { value: "oauth-person", label: "OAuth 2.0, as a person who signs in" },
      ],
    },
    {
      field: "address",
      label: "Address of the API",
      input: "text",
      placeholder: "https://api.example.com/v1",
      help: "The secret is sent to addresses that begin with this, and to no other.",
    },
    {
      field: "header",
      label: "Header",
      input: "text",
      placeholder: "X-Api-Key",
      when: { field: "kind", is: ["header"] },
    },
    { field: "value", label: "Key", input: "secret", when: { field: "kind", is: ["header"] } },
    { field: "token", label: "Token", input: "secret", when: { field: "kind", is: ["bearer"] } },
    { field: "user", label: "User", input: "text", when: { field: "kind", is: ["basic"] } },
    { field: "password", label: "Password", input: "secret", when: { field: "kind", is: ["basic"] } },
    { field: "clientId", label: "Client id", input: "text", when: { field: "kind", is: OAUTH_KINDS } },
    {
      field: "clientSecret",
      label: "Client secret",
      input: "secret",
      when: { field: "kind", is: OAUTH_KINDS },
    },
    {
      field: "authorizeUrl",
      label: "Where people sign in",
      input: "text",
      placeholder: "https://example.com/oauth/authorize",
      when: { field: "kind", is: ["oauth-person"] },
    },
    {
      field: "tokenUrl",
      label: "Where tokens come from",
      input: "text",
      placeholder: "https://example.com/oauth/token",
      when: { field: "kind", is: OAUTH_KINDS },
    },
    {
      field: "scope",
      label: "Scopes",
      input: "text",
      help: "Separated by spaces.",
      isOptional: true,
      when: { field: "kind", is: OAUTH_KINDS },
    },
    {
      field: "clientAuth",
      label: "The app signs in by",
      input: "choice",
      options: [
        { value: "basic", label: "header (HTTP Basic)" },
        { value: "body", label: "fields of the body" },
      ],
      when: { field: "kind", is: OAUTH_KINDS },
    },
  ],
  oauth(credential) {
    if (credential.kind !== "oauth-client" && credential.kind !== "oauth-person") return null;
    const { tokenUrl, scope, clientAuth } = credential;
    const common = { tokenUrl, scope, clientAuth, extra: {} };
    return credential.kind === "oauth-client"
      ? { ...common, grant: "client-credentials", authorizeUrl: "" }
      : { ...common, grant: "authorization-code", authorizeUrl: credential.authorizeUrl };
  },
  actions: [],
});

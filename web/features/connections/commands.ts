import { FloyoError, type FloyoErrorCode } from "@floyo/shared/errors.ts";
import type { z } from "zod";
import { type Db, parseAnswer, requireDone } from "../../lib/db.ts";

const rows = () => import("./rows.ts");

/** How a test went: whose account it is, or why it did not work. */
export type Tried = { works: true; account: string } | { works: false; error: string };

export type Credential = Record<string, string>;

/** Where secrets go: the function that seals them. */
export interface Sender {
  url: string;
  token: () => Promise<string>;
}

/** Longer than a service is waited for there. */
const TIMEOUT_MS = 30_000;

async function send<Answer>(sender: Sender, body: object, schema: z.ZodType<Answer>): Promise<Answer> {
  const { ErrorAnswer } = await rows();
  const response = await fetch(sender.url, {
    method: "POST",
    headers: { authorization: `Bearer ${await sender.token()}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new FloyoError("unavailable", "There was no answer. Check your network and try again.", { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return schema.parse(answer);
  const refused = ErrorAnswer.safeParse(answer);
  if (!refused.success)
    throw new FloyoError("unavailable", "The answer could not be read. Try again in a minute.");
  const { code, message, issues } = refused.data.error;
  // As the database says it in the details of its refusal.
  const wantsProof = issues.some(({ path, message }) => path === "proof" && message === "step_up");
  throw new FloyoError(code as FloyoErrorCode, sentence(message), {
    issues,
    ...(wantsProof ? { cause: { details: "step_up" } } : {}),
  });
}

export async function tryCredential(
  sender: Sender,
  given: { orgId: string; connector: string; credential: Credential },
): Promise<Tried> {
  const { TriedAnswer } = await rows();
  return (await send(sender, { do: "try", ...given }, TriedAnswer)).tried;
}

export async function testConnection(sender: Sender, id: string): Promise<Tried> {
  const { TriedAnswer } = await rows();
  return (await send(sender, { do: "test", id }, TriedAnswer)).tried;
}

export interface Added {
  id: string;
  /** The person signs in at the service next. */
  needsSignIn: boolean;
  tried: Tried | null;
}

export async function addConnection(
  sender: Sender,
  given: { orgId: string; connector: string; name: string; credential: Credential },
): Promise<Added> {
  const { AddedAnswer } = await rows();
  return send(sender, { do: "add", ...given }, AddedAnswer);
}

export async function replaceSecret(
  sender: Sender,
  given: { id: string; credential: Credential },
): Promise<Added> {
  const { AddedAnswer } = await rows();
  return send(sender, { do: "replace", ...given }, AddedAnswer);
}

/** Gives the address at the service where the person signs in. */
export async function beginSignIn(sender: Sender, id: string): Promise<string> {
  const { WayAnswer } = await rows();
  return (await send(sender, { do: "begin-sign-in", id }, WayAnswer)).url;
}

export async function renameConnection(db: Db, id: string, name: string): Promise<void> {
  const { Whole } = await rows();
  parseAnswer(Whole, await db.rpc("rename_connection", { id, name }));
}

export async function deleteConnection(db: Db, id: string): Promise<void> {
  requireDone(await db.rpc("delete_connection", { id }));
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}

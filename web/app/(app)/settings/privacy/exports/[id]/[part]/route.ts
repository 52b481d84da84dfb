import { errorBodyOf, FloyoError, statusOf } from "@floyo/shared/errors.ts";
import { z } from "zod";
import { userOf } from "../../../../../../../lib/require-user.ts";
import { readingClient } from "../../../../../../../lib/supabase-server.ts";

const Params = z.object({ id: z.uuid(), part: z.coerce.number().int().min(1).max(1000) });
const LINK_SECONDS = 60;

/** Sends the person to a part of their export, by a link that works for a minute. Storage asks row-level security. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string; part: string }> },
): Promise<Response> {
  const parsed = Params.safeParse(await params);
  if (!parsed.success) return refuse(new FloyoError("not_found", "There is no such part of an export."));
  const db = await readingClient();
  const user = await userOf(db);
  if (!user) return refuse(new FloyoError("unauthorized", "You are signed out. Sign in again."));
  const name = `part-${String(parsed.data.part).padStart(3, "0")}.zip`;
  const { data, error } = await db.storage
    .from("exports")
    .createSignedUrl(`${user.id}/${parsed.data.id}/${name}`, LINK_SECONDS, { download: `floyo-${name}` });
  if (error)
    return refuse(new FloyoError("not_found", "This part is not there any more. Make a new export."));
  return new Response(null, {
    status: 303,
    headers: { location: data.signedUrl, "cache-control": "no-store" },
  });
}

function refuse(error: FloyoError): Response {
  return Response.json(errorBodyOf(error), {
    status: statusOf(error),
    headers: { "cache-control": "no-store" },
  });
}

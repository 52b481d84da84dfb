import { confirmPath, tokenOf, unsubscribe } from "../../features/notifications/unsubscribe.ts";
import { seeOther } from "../../lib/see-other.ts";

/** What a mail program sends with one click has to be this small. */
const MAX_BYTES = 2_048;

/** Shows the page that asks; reading a link never stops anything, whoever follows it. */
export function GET(request: Request): Response {
  return seeOther(confirmPath(tokenIn(request)));
}

/** Stops the mails. A mail program (`List-Unsubscribe=One-Click`) is answered in words, a person with a page. */
export async function POST(request: Request): Promise<Response> {
  const token = tokenIn(request);
  const isByProgram = await isOneClick(request);
  const outcome = await unsubscribe(token, true);
  if (!isByProgram) return seeOther(confirmPath(token, typeof outcome === "object"));
  if (outcome === "unknown") return words(404, "This link is not one of ours, or was cut.");
  if (outcome === "unavailable") return words(503, "It could not be stopped just now. Try again.");
  return words(200, "Stopped.");
}

function tokenIn(request: Request): string {
  return tokenOf(new URL(request.url).searchParams.get("token"));
}

async function isOneClick(request: Request): Promise<boolean> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BYTES) return false;
  const form = await request.formData().catch(() => null);
  return form?.get("List-Unsubscribe") === "One-Click";
}

function words(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

import { z } from "zod";

const MAX_BYTES = 16_384;
const MAX_REPORTS = 20;
const WINDOW_MS = 60_000;
/** Lines a minute and process: whoever wants can send reports, and none of them is worth a flooded log. */
const LINES_A_WINDOW = 30;

const Directive = z.string().regex(/^[a-z-]{1,40}$/);
const Blocked = z.string().max(4096).catch("");
const Old = z.object({
  "csp-report": z.object({ "effective-directive": Directive, "blocked-uri": Blocked.optional() }),
});
const New = z.object({
  type: z.literal("csp-violation"),
  body: z.object({ effectiveDirective: Directive, blockedURL: Blocked.optional() }),
});

/** What is kept of a report: never the page it happened on, which may name a person's rows. */
export interface Stopped {
  directive: string;
  /** An origin, or a word such as "inline". */
  blocked: string;
}

/** Answers reports of browsers: 204, 413 beyond 16 KiB, 429 once a minute's lines are written. */
export function createReportSink({ now, write }: { now: () => number; write: (stopped: Stopped) => void }) {
  let endsAt = 0;
  let left = 0;
  return async (request: Request): Promise<Response> => {
    if (now() >= endsAt) {
      endsAt = now() + WINDOW_MS;
      left = LINES_A_WINDOW;
    }
    if (left <= 0) return answer(429, { "retry-after": String(Math.ceil((endsAt - now()) / 1000)) });
    const text = await readAtMost(request, MAX_BYTES);
    if (text === null) return answer(413);
    for (const stopped of stoppedIn(text).slice(0, left)) {
      left--;
      write(stopped);
    }
    return answer(204);
  };
}

/** The violations of a body in either of the two forms that browsers send; what is none is left out. */
export function stoppedIn(text: string): Stopped[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [];
  }
  return (Array.isArray(body) ? body : [body]).slice(0, MAX_REPORTS).flatMap((report: unknown) => {
    const old = Old.safeParse(report);
    if (old.success) {
      const { "effective-directive": directive, "blocked-uri": blocked } = old.data["csp-report"];
      return [{ directive, blocked: originOf(blocked ?? "") }];
    }
    const { success, data } = New.safeParse(report);
    return success
      ? [{ directive: data.body.effectiveDirective, blocked: originOf(data.body.blockedURL ?? "") }]
      : [];
  });
}

function originOf(blocked: string): string {
  if (/^[a-z-]{1,20}$/.test(blocked)) return blocked;
  if (!URL.canParse(blocked)) return "other";
  const { origin, protocol } = new URL(blocked);
  return origin === "null" ? protocol : origin;
}

async function readAtMost(request: Request, bytes: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > bytes) return null;
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

function answer(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { "cache-control": "no-store", ...headers } });
}

/** What a log line may hold: names, numbers, ids. Never a path, a body, a token or a header. */
export type LogFields = Record<string, string | number | boolean | undefined>;

export interface Log {
  info(fields: LogFields): void;
  error(fields: LogFields, error: unknown): void;
}

/** One JSON line per call, each with the function's name and the request id. */
export function openLog(context: { fn: string; requestId: string }): Log {
  const line = (level: string, fields: LogFields) =>
    JSON.stringify({ at: new Date().toISOString(), level, ...context, ...fields });
  return {
    info: (fields) => console.log(line("info", fields)),
    error: (fields, error) => console.error(line("error", { ...fields, ...describe(error) })),
  };
}

/** Postgres puts row values into `detail`, never into `message`, so the detail stays out. */
function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : undefined;
  return {
    error: `${error.name}: ${error.message}`,
    errorCode: code,
    cause,
    stack: error.stack?.slice(0, 4000),
  };
}

const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The caller's request id when it is well-formed, else a new one, so that a request can be followed through hops. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID();
}

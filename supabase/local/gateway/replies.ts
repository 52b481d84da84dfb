/** The gateway's own refusals, with hosted's header for their code. */
export function refuse(status: number, code: string, body: { message: string; hint?: string }): Response {
  return Response.json(body, { status, headers: { "sb-error-code": code } });
}

/** The shape of PostgREST's errors. */
export function restError(
  status: number,
  body: { code: string; message: string; details?: string | null; hint?: string | null },
  headers: Record<string, string> = {},
): Response {
  return Response.json({ details: null, hint: null, ...body }, { status, headers });
}

/** The shape of Auth's errors. */
export function authError(status: number, code: string, message: string, more: object = {}): Response {
  return Response.json(
    { code: status, error_code: code, msg: message, ...more },
    { status, headers: { "x-sb-error-code": code } },
  );
}

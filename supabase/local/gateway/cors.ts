const METHODS = "GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT";
const EXPOSED = [
  "Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Link, Location, Preference-Applied",
  "Range-Unit, Retry-After, Server, Transfer-Encoding, X-Total-Count, sb-error-code, x-sb-error-code",
].join(", ");

/** The answer to a browser's question before a request from another origin; null when it is not such a question. */
export function preflight(request: Request): Response | null {
  if (request.method !== "OPTIONS" || !request.headers.has("access-control-request-method")) return null;
  return new Response(null, {
    status: 200,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": METHODS,
      "access-control-allow-headers": request.headers.get("access-control-request-headers") ?? "*",
      "access-control-max-age": "3600",
    },
  });
}

/** Lets pages of any origin read the answer and the headers that the client libraries look at. */
export function withCors(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-expose-headers", EXPOSED);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

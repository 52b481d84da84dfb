import { type ErrorIssue, FloyoError, type FloyoErrorCode, statusOf } from "../../shared/errors.ts";

interface RefusalOptions {
  code: FloyoErrorCode;
  message: string;
  /** Where HTTP knows better than the code's own status: 405, 413, 415. */
  status?: number;
  headers?: Record<string, string>;
  issues?: ErrorIssue[];
  cause?: unknown;
}

/** An error that also carries what HTTP wants to say: a status of its own, `Retry-After`, `Allow`. */
export class Refusal extends FloyoError {
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor({ code, message, status, headers, issues, cause }: RefusalOptions) {
    super(code, message, { issues, cause });
    this.status = status ?? statusOf(this);
    this.headers = headers ?? {};
  }
}

/** 503 with the time after which it is worth trying again. */
export function unavailable(message: string, retryAfterSeconds: number, cause?: unknown): Refusal {
  return new Refusal({
    code: "unavailable",
    message,
    headers: { "retry-after": String(retryAfterSeconds) },
    cause,
  });
}

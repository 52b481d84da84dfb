/** Every way Floyo says no. The code is part of the API: clients branch on it. */
export const STATUS_OF_CODE = {
  invalid_input: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit_exceeded: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type FloyoErrorCode = keyof typeof STATUS_OF_CODE;

/** One thing that was wrong, with the place it was found at (`events.3.path`). */
export interface ErrorIssue {
  path: string;
  message: string;
}

export interface ErrorBody {
  error: { code: FloyoErrorCode; message: string; issues?: ErrorIssue[] };
}

/** The one error class. `message` says what was wrong and what would be right; it may be shown to people. */
export class FloyoError extends Error {
  readonly code: FloyoErrorCode;
  readonly issues: ErrorIssue[] | undefined;

  constructor(
    code: FloyoErrorCode,
    message: string,
    options: { cause?: unknown; issues?: ErrorIssue[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "FloyoError";
    this.code = code;
    this.issues = options.issues;
  }
}

/** The HTTP status of an error; anything that is not a FloyoError is 500. */
export function statusOf(error: unknown): number {
  return error instanceof FloyoError ? STATUS_OF_CODE[error.code] : STATUS_OF_CODE.internal;
}

/** The body shown to a client. Unknown errors show nothing of themselves: the caller logs them. */
export function errorBodyOf(error: unknown): ErrorBody {
  if (!(error instanceof FloyoError)) {
    return { error: { code: "internal", message: "Something failed on our side. Nothing was changed." } };
  }
  const { code, message, issues } = error;
  return { error: issues ? { code, message, issues } : { code, message } };
}

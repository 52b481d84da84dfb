import type { CoreConnection } from "./connection.ts";

interface DatabaseError {
  code: string;
  message: string;
  detail?: string;
  hint?: string;
}

/** Handled by the core as PostgREST does: its own codes, missing columns and functions, and 401 or 403 by role. */
const LEFT_TO_THE_CORE = /^(PGRST|PT.*|42501|42703|42883)$/;

const CLASS_STATUS: Record<string, number> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "21": 500,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  "54": 500,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

const CODE_STATUS: Record<string, number> = {
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "42P01": 404,
  "42P17": 500,
  "53400": 500,
  "57P01": 503,
  P0001: 400,
};

/**
 * Passes database errors on with code, details and hint, under PostgREST's status. Unmended, what the core does not
 * list (`raise exception`, check violations, timeouts) becomes a 500 of code "SUP" without them.
 */
export function passDatabaseErrors(connection: CoreConnection): void {
  connection.normalizeDbError = (error: unknown) => {
    if (!isDatabaseError(error) || LEFT_TO_THE_CORE.test(error.code)) return error;
    const { code, message, detail, hint } = error;
    return {
      code: "PGRST",
      message: JSON.stringify({ code, message, details: detail ?? null, hint: hint ?? null }),
      detail: JSON.stringify({ status: statusOf(error), headers: {} }),
    };
  };
}

/** https://docs.postgrest.org/en/stable/references/errors.html#status-codes */
export function statusOf({ code, message }: { code: string; message: string }): number {
  if (code === "21000") return /requires a WHERE clause$/.test(message) ? 400 : 500;
  if (code === "22023" && /^role ".*" does not exist$/.test(message)) return 401;
  return CODE_STATUS[code] ?? CLASS_STATUS[code.slice(0, 2)] ?? 400;
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && /^\w{5}$/.test(error.code)
  );
}

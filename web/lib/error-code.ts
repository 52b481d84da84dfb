import { type FloyoErrorCode, STATUS_OF_CODE } from "@floyo/shared/errors.ts";

/** The code behind an HTTP status, for errors that come back over HTTP; `internal` for one that says nothing. */
export function errorCodeOfStatus(status: number): FloyoErrorCode {
  for (const [code, known] of Object.entries(STATUS_OF_CODE)) {
    if (known === status && isCode(code)) return code;
  }
  return status >= 400 && status < 500 ? "invalid_input" : "internal";
}

function isCode(code: string): code is FloyoErrorCode {
  return code in STATUS_OF_CODE;
}

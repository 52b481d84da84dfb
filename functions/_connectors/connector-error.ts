import type { EffectResult } from "../../shared/workflows/engine/apply-result.ts";

interface Facts {
  status?: number;
  isRetryable?: boolean;
  retryAfterSeconds?: number | undefined;
  /** It went out and no answer came: it may have been done. */
  isUnknown?: boolean;
  /** The service does not take the secret: the connection is at fault, not the step. */
  blamesSecret?: boolean;
  cause?: unknown;
}

/** Why a service did not do what it was asked. The message is for the person who reads the run. */
export class ConnectorError extends Error {
  readonly code: string;
  readonly facts: Facts;

  constructor(code: string, message: string, facts: Facts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "ConnectorError";
    this.code = code;
    this.facts = facts;
  }

  /** As the engine records it. */
  toResult(): EffectResult {
    const { status, isRetryable = false, retryAfterSeconds, isUnknown = false } = this.facts;
    const error = { code: this.code, message: this.message, ...(status === undefined ? {} : { status }) };
    if (isUnknown) return { ended: "unknown", error };
    return {
      ended: "failed",
      error,
      isRetryable,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
}

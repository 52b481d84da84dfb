import { FloyoError, type FloyoErrorCode } from "../../shared/errors.ts";

/** Why a call outside did not give an answer. The first three never touched the network beyond a name look-up. */
export const CODE_OF_REASON = {
  refused_request: "invalid_input",
  refused_address: "invalid_input",
  unknown_host: "unavailable",
  connection_failed: "unavailable",
  timed_out: "unavailable",
  cancelled: "unavailable",
  broken_answer: "unavailable",
  refused_redirect: "invalid_input",
} as const satisfies Record<string, FloyoErrorCode>;

export type OutboundReason = keyof typeof CODE_OF_REASON;

/** A call outside that ended without an answer. `sent`: the receiver may have got it, so a repeat may do it twice. */
export class OutboundError extends FloyoError {
  readonly reason: OutboundReason;
  readonly sent: boolean;

  constructor(reason: OutboundReason, message: string, options: { sent?: boolean; cause?: unknown } = {}) {
    super(CODE_OF_REASON[reason], message, { cause: options.cause });
    this.name = "OutboundError";
    this.reason = reason;
    this.sent = options.sent ?? false;
  }
}

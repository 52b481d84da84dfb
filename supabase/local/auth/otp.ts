import { randomInt } from "node:crypto";
import { AUTH_SETTINGS } from "./settings.ts";

/** The digits that a person may type instead of following a link. */
export function makeOtp(): string {
  return String(randomInt(10 ** AUTH_SETTINGS.otpLength)).padStart(AUTH_SETTINGS.otpLength, "0");
}

import { authError } from "../../gateway/replies.ts";
import { AUTH_SETTINGS } from "../settings.ts";

/** Refuses a password that is too short, in the shape that clients read the reasons from. */
export function refuseWeak(password: string | undefined): Response | null {
  if (password === undefined || password.length >= AUTH_SETTINGS.minPasswordLength) return null;
  return authError(
    422,
    "weak_password",
    `Password should be at least ${AUTH_SETTINGS.minPasswordLength} characters.`,
    { weak_password: { reasons: ["length"] } },
  );
}

import { FloyoError } from "@floyo/shared/errors.ts";

/** What an action refused with, as an error whose message may be shown. */
export function refusalOf({ message }: { message?: string }): FloyoError {
  return new FloyoError("invalid_input", message ?? "Nothing was changed. Try again.");
}

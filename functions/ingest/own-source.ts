import { FloyoError } from "../../shared/errors.ts";
import type { Caller } from "../_http/caller.ts";

/** Throws when a key is for another source than the named one. */
export function requireOwnSource(caller: Caller, source: string): void {
  if (caller.kind === "device" && caller.sourceId !== null && caller.sourceId !== source) throw noSource();
}

/** The same words for a source that is not there and one that is another's. */
export function noSource(): FloyoError {
  return new FloyoError("not_found", "you have no such source; create one or use the id of one of yours");
}

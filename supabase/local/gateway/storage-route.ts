import { faultResponse, faults } from "../storage/faults.ts";
import { hasPathSteps } from "../storage/names.ts";
import type { Storage } from "../storage/start.ts";
import { readCaller } from "./access.ts";
import type { PlatformKeys } from "./keys.ts";
import type { TokenVerdict } from "./verify.ts";

/** A request under /storage/v1. `target` is the path as it was sent. */
export async function answerStorage(
  request: Request,
  target: string,
  options: { storage: Storage; keys: PlatformKeys; checkToken: (token: string) => TokenVerdict },
): Promise<Response> {
  if (hasPathSteps(target)) return faultResponse(faults.badKey(target));
  return options.storage.handle(request, () => {
    const caller = readCaller(request, options);
    if (caller instanceof Response) return caller;
    if (caller.token?.ok === false) {
      const isExpired = caller.token.reason === "expired";
      return faultResponse(
        faults.denied(isExpired ? '"exp" claim timestamp check failed' : "signature verification failed"),
      );
    }
    return caller.claims;
  });
}

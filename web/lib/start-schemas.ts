import { whenFree } from "./at-rest.ts";

/**
 * Zod takes a phone a tenth of a second to start: piece by piece in free moments, before a first answer waits for it. By path,
 * since the package names only the whole of its core, with all its languages.
 */
export function startSchemas(): void {
  whenFree(() => import("../../node_modules/zod/v4/core/checks.js"));
  whenFree(() => import("../../node_modules/zod/v4/core/schemas.js"));
  whenFree(() => import("../../node_modules/zod/v4/classic/schemas.js"));
}

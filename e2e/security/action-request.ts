import type { RawRequest } from "./raw-request.ts";
import { allActions } from "./site-map.ts";

const BOUNDARY = "floyo-form";

/** A server action called as the site's own form calls it: the state before, then the fields. */
export function formAction(name: string, path: string, fields: Record<string, string>): RawRequest {
  // What the arguments name comes before them: they are read as they arrive.
  const named = Object.entries(fields).map(([field, value]): [string, string] => [`_1_${field}`, value]);
  const parts: [string, string][] = [...named, ["0", '[{},"$K1"]']];
  return actionRequest(name, path, `multipart/form-data; boundary=${BOUNDARY}`, multipart(parts));
}

/** A server action called by a script, with plain arguments. */
export function plainAction(name: string, path: string, args: readonly unknown[]): RawRequest {
  return actionRequest(name, path, "text/plain;charset=UTF-8", JSON.stringify(args));
}

function actionRequest(name: string, path: string, type: string, body: string): RawRequest {
  const action = allActions().find((known) => known.name === name);
  if (!action) throw new Error(`the build has no server action "${name}"`);
  return { method: "POST", path, headers: { "next-action": action.id, "content-type": type }, body };
}

function multipart(parts: readonly [name: string, value: string][]): string {
  const written = parts.map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${written.join("")}--${BOUNDARY}--\r\n`;
}

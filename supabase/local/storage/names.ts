import { faults } from "./faults.ts";

const OBJECT_NAME = /^[\w/!\-.*'() &$@=;:+,?]+$/;
const BUCKET_NAME = /^[\w!\-.*'() &$@=;:+,?]{1,63}$/;
const MAX_NAME_BYTES = 1024;
const UNITS: Record<string, number> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 };

/** Refuses names that hosted refuses, and path steps (`.` and `..`), which no client needs. */
export function checkObjectName(name: string): string {
  const isStep = name.split("/").some((part) => part === "." || part === "..");
  if (!OBJECT_NAME.test(name) || isStep || Buffer.byteLength(name) > MAX_NAME_BYTES)
    throw faults.badKey(name);
  return name;
}

export function checkBucketName(name: string): string {
  if (!BUCKET_NAME.test(name) || name.trim() !== name || name === "." || name === "..") {
    throw faults.badBucketName();
  }
  return name;
}

/** Whether the path of a request, as it was sent, has steps that a parser of addresses would take out unseen. */
export function hasPathSteps(target: string): boolean {
  const path = target.split(/[?#]/)[0] ?? "";
  return path.split(/\/|\\|%2f|%5c/i).some((part) => /^(\.|%2e){1,2}$/i.test(part));
}

/** Bytes of "20MB" or of a number; null for no limit. */
export function readSizeLimit(limit: number | string | null | undefined): number | null {
  if (limit === null || limit === undefined) return null;
  if (typeof limit === "number" || /^\d+$/.test(limit)) return Number(limit);
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(gb|mb|kb|b)$/i.exec(limit) ?? [];
  const factor = UNITS[unit?.toUpperCase() ?? ""];
  if (factor === undefined) {
    throw faults.badRequest("Invalid file size format, hint: use 20GB / 20MB / 30KB / 3B");
  }
  return Number(amount) * factor;
}

/** `image/*` covers every image. */
export function isAllowedType(type: string, allowed: readonly string[] | null): boolean {
  if (!allowed || allowed.length === 0) return true;
  const plain = type.split(";")[0]?.trim().toLowerCase() ?? "";
  return allowed.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted === "*" || wanted === "*/*" || wanted === plain || matchesFamily(wanted, plain);
  });
}

function matchesFamily(wanted: string, type: string): boolean {
  return wanted.endsWith("/*") && type.startsWith(wanted.slice(0, -1));
}

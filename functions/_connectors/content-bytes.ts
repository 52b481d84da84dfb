import { ConnectorError } from "./connector-error.ts";

interface Content {
  content: string;
  encoding: "text" | "base64";
  /** Those of the run's file, where the step named one. */
  bytes?: Uint8Array;
}

/** The bytes of what is uploaded. Throws `invalid_input` when it says base64 and is none. */
export function contentBytes({ content, encoding, bytes }: Content) {
  if (bytes) return new Uint8Array(bytes);
  if (encoding === "text") return new Uint8Array(new TextEncoder().encode(content));
  try {
    return Uint8Array.from(atob(content.replace(/\s/g, "")), (sign) => sign.charCodeAt(0));
  } catch {
    throw new ConnectorError("invalid_input", "content: this is not base64");
  }
}

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}

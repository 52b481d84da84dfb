"use client";

import { getNonce, setNonce } from "get-nonce";

/**
 * Lets Radix add its one style element (it locks scrolling behind a dialog) under the page's CSP. The first nonce
 * stays: a refresh brings another one, but the document keeps the policy it came with.
 */
export function StyleNonce({ nonce }: { nonce: string }) {
  if (typeof document !== "undefined" && getNonce() === undefined) setNonce(nonce);
  return null;
}

"use client";

import { setNonce } from "get-nonce";

/** Lets Radix add its one style element (it locks scrolling behind a dialog) under the page's CSP. */
export function StyleNonce({ nonce }: { nonce: string }) {
  setNonce(nonce);
  return null;
}

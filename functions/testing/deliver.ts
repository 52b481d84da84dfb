import { aDelivery, signDelivery } from "./sign-delivery.ts";
import type { Stack } from "./stack.ts";

export interface Delivered {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Hands a function a delivery that QStash could have signed. */
export async function deliver(
  stack: Stack,
  to: "mine" | "jobs",
  { body, jti }: { body: unknown; jti?: string },
): Promise<Delivered> {
  const url = `${stack.env.FLOYO_FUNCTIONS_URL}/${to}`;
  const text = JSON.stringify(body);
  const signature = await signDelivery({ key: stack.env.QSTASH_CURRENT_SIGNING_KEY, url, body: text, jti });
  const response = await stack[to].fetch(aDelivery(url, text, signature));
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

import { aDelivery, signDelivery } from "./sign-delivery.ts";
import type { Stack } from "./stack.ts";

export interface Delivered {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

interface Receiver {
  env: { FLOYO_FUNCTIONS_URL: string; QSTASH_CURRENT_SIGNING_KEY: string };
  fetch(request: Request): Promise<Response>;
}

/** Hands a function of the stack a delivery that QStash could have signed. */
export function deliver(
  stack: Stack,
  to: "mine" | "jobs" | "runs",
  delivery: { body: unknown; jti?: string },
): Promise<Delivered> {
  return deliverTo({ env: stack.env, fetch: stack[to].fetch }, to, delivery);
}

/** The same for any receiver: `to` is the last part of its address. */
export async function deliverTo(
  receiver: Receiver,
  to: string,
  { body, jti }: { body: unknown; jti?: string },
): Promise<Delivered> {
  const url = `${receiver.env.FLOYO_FUNCTIONS_URL}/${to}`;
  const text = JSON.stringify(body);
  const signature = await signDelivery({
    key: receiver.env.QSTASH_CURRENT_SIGNING_KEY,
    url,
    body: text,
    jti,
  });
  const response = await receiver.fetch(aDelivery(url, text, signature));
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

import { Webhook } from "standardwebhooks";
import type { WEBHOOK } from "../../shared/connectors/webhook.ts";
import type { Adapter, ConnectorContext } from "./adapter.ts";
import { callService } from "./call-service.ts";

/** Messages in the form of Standard Webhooks 1.0; the id stays the same for each attempt of a step. */
export const webhook: Adapter<typeof WEBHOOK> = {
  async test(credential, context) {
    await deliver(credential, context, "floyo.test", {});
    return new URL(credential.address).host;
  },

  actions: {
    async send({ type, payload }, credential, context) {
      return deliver(credential, context, type, payload);
    },
  },
};

async function deliver(
  { address, secret }: { address: string; secret: string },
  context: ConnectorContext,
  type: string,
  data: unknown,
) {
  const at = new Date(context.now);
  // The form wants ids without dots and slashes.
  const id = `msg_${context.idempotencyKey.replace(/[^\w-]/g, "_")}`;
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  const { status } = await callService(
    context,
    {
      method: "POST",
      url: address,
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(context.now / 1000)),
        "webhook-signature": new Webhook(secret).sign(id, at, body),
      },
      body,
      isKeyed: true,
    },
    // Who closed the hook for good says so by 410.
    ({ status }) => ({ blamesSecret: status === 401 || status === 403 || status === 410 }),
  );
  return { id, status };
}

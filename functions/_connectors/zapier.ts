import type { ZAPIER } from "../../shared/connectors/zapier.ts";
import type { Adapter } from "./adapter.ts";
import { callService } from "./call-service.ts";
import { textAt } from "./read-json.ts";

export const zapier: Adapter<typeof ZAPIER> = {
  async test({ hook }, context) {
    await callService(context, { method: "POST", url: hook, json: { floyo: "test" } }, gone);
    return "a catch hook";
  },

  actions: {
    async start({ fields }, { hook }, context) {
      const { body } = await callService(
        context,
        { method: "POST", url: hook, json: fields, isKeyed: true },
        gone,
      );
      return { id: textAt(body, "id"), request_id: textAt(body, "request_id") };
    },
  },
};

const gone = ({ status }: { status: number }) => ({ blamesSecret: status === 404 || status === 410 });

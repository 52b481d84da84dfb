import { Receiver } from "@upstash/qstash";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { z } from "zod";
import { readText } from "./body.ts";
import { unauthorized } from "./token.ts";

/** Bodies of deliveries hold ids only. */
const MAX_DELIVERY_BYTES = 64 * 1024;
/** QStash signs for five minutes; twice that is still a delivery, more is something else. */
const MAX_LIFETIME_S = 600;

const Claims = z.object({ exp: z.number(), nbf: z.number(), jti: z.string().min(1).max(200) });

export interface Delivery {
  /** Id of this delivery: store it in the transaction of its effect. */
  jti: string;
  body: string;
}

export interface DeliveryOptions {
  /** The address the message was published to, from configuration and never from the request. */
  url: string;
  currentSigningKey: string;
  nextSigningKey: string;
}

/**
 * Verifies a QStash delivery and gives its body. Beyond the SDK it insists on HS256, on the address, on an expiry within
 * ten minutes and on an id. Throws 401 for anything else.
 */
export function createDeliveryVerifier(options: DeliveryOptions): (request: Request) => Promise<Delivery> {
  const receiver = new Receiver({
    currentSigningKey: options.currentSigningKey,
    nextSigningKey: options.nextSigningKey,
    devMode: false,
  });
  return async (request) => {
    const signature = request.headers.get("upstash-signature");
    if (signature === null) throw unauthorized("only deliveries signed by QStash are taken here");
    const body = await readText(request, { maxBytes: MAX_DELIVERY_BYTES });
    try {
      if (decodeProtectedHeader(signature).alg !== "HS256") throw new Error("alg is not HS256");
      await receiver.verify({ signature, body, url: options.url, clockTolerance: 5 });
      const claims = Claims.parse(decodeJwt(signature));
      if (claims.exp - claims.nbf > MAX_LIFETIME_S) throw new Error("signed for too long");
      return { jti: claims.jti, body };
    } catch (cause) {
      throw unauthorized("the delivery's signature is not good for this address and body", cause);
    }
  };
}

import { Secret, TOTP } from "otpauth";

const STEP_MS = 30_000;

/** An authenticator app with one secret. A code is taken once, so each call gives one that was not given yet. */
export function anAuthenticator(secret: string): () => Promise<string> {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, "")), digits: 6, period: 30 });
  let given = 0;
  return async () => {
    const step = Math.max(Math.floor(Date.now() / STEP_MS), given + 1);
    // One step ahead of the clock is still taken, further ahead is not.
    const early = (step - 1) * STEP_MS - Date.now();
    if (early > 0) await new Promise((done) => setTimeout(done, early));
    given = step;
    return totp.generate({ timestamp: step * STEP_MS });
  };
}

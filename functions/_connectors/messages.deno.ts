// Slack, webhooks and Zapier, over HTTP at servers that answer as these services document it.
import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { Webhook } from "standardwebhooks";
import type { Service } from "./testing/serve-services.ts";
import { SLACK_HOOK, SLACK_TOKEN, slackApi, slackHooks } from "./testing/slack-service.ts";
import { NOW, refusal, test, withConnector } from "./testing/with-connector.deno.ts";

const services = { "slack.com": slackApi, "hooks.slack.com": slackHooks };
const asBot = (token = SLACK_TOKEN) => ({ connector: "slack", credential: { kind: "bot", token }, services });
const asHook = (webhook = SLACK_HOOK) => ({
  connector: "slack",
  credential: { kind: "webhook", webhook },
  services,
});

test("Slack takes a message as the bot, and says where it is", async () => {
  await withConnector(asBot(), async ({ run, test: prove, services: { received } }) => {
    strictEqual(await prove(), "floyo in Crew");

    const posted = await run("post-message", { channel: "C0001", text: "3 invoices — €", thread: "17.1" });

    deepStrictEqual(posted, { channel: "C0001", ts: "1700000000.000100" });
    deepStrictEqual(received.at(-1)?.json, { channel: "C0001", text: "3 invoices — €", thread_ts: "17.1" });
  });
});

test("Slack's refusals in answers of 200 fail the step, and blame the token where it is at fault", async () => {
  await withConnector(asBot(), async ({ run }) => {
    const refused = await refusal(run("post-message", { channel: "C0404", text: "x" }));

    deepStrictEqual(refused.error, {
      code: "channel_not_found",
      message: "Slack says channel_not_found",
      status: 200,
    });
    deepStrictEqual([refused.isRetryable, refused.blamesSecret], [false, false]);
  });
  await withConnector(asBot("xoxb-revoked"), async ({ run, test: prove }) => {
    strictEqual((await refusal(run("post-message", { channel: "C0001", text: "x" }))).blamesSecret, true);
    strictEqual((await refusal(prove())).error.code, "invalid_auth");
  });
});

test("Slack's limit is waited for as long as it says", async () => {
  await withConnector(asBot(), async ({ run, services: served }) => {
    served.next = {
      status: 429,
      headers: { "retry-after": "30" },
      body: { ok: false, error: "ratelimited" },
    };

    const limited = await refusal(run("post-message", { channel: "C0001", text: "x" }));

    deepStrictEqual([limited.ended, limited.isRetryable, limited.retryAfterSeconds], ["failed", true, 30]);
  });
});

test("a connection that breaks after the message went out leaves its end unknown", async () => {
  await withConnector(asBot(), async ({ run, services: served }) => {
    served.next = "drop";

    const broken = run("post-message", { channel: "C0001", text: "x" }, { timeoutMs: 500 });

    strictEqual((await refusal(broken)).ended, "unknown");
    strictEqual(served.received.length, 1);
  });
});

test("an incoming webhook of Slack posts, and is proved without posting", async () => {
  await withConnector(asHook(), async ({ run, test: prove, services: { received } }) => {
    strictEqual(await prove(), "an incoming webhook");
    deepStrictEqual(await run("post-to-webhook", { text: "Hello" }), { posted: true });
    deepStrictEqual(
      received.map(({ json }) => json),
      [{}, { text: "Hello" }],
    );
    strictEqual(
      (await refusal(run("post-message", { channel: "C0001", text: "x" }))).error.code,
      "wrong_connection",
    );
  });
  await withConnector(asHook(`${SLACK_HOOK}x`), async ({ test: prove }) => {
    const refused = await refusal(prove());
    deepStrictEqual([refused.error.code, refused.blamesSecret], ["no_service", true]);
  });
});

const SECRET = `whsec_${btoa("0123456789abcdef0123456789abcdef")}`;
const receiver: Service = ({ headers, text }) => {
  try {
    new Webhook(SECRET).verify(text, headers);
    return { status: 204 };
  } catch (error) {
    return { status: 401, body: error instanceof Error ? error.message : "" };
  }
};
const hook = (secret = SECRET) => ({
  connector: "webhook",
  credential: { address: "https://example.com/hooks/floyo", secret },
  services: { "example.com": receiver },
});

test("a webhook is signed so that standardwebhooks verifies it, under one id for all attempts", async () => {
  await withConnector(hook(), async ({ run, services: served }) => {
    const message = { type: "invoice.created", payload: { total: 12 } };
    served.next = { status: 503, headers: { "retry-after": new Date(NOW + 90_000).toUTCString() } };

    const failed = await refusal(run("send", message, { now: Date.now() }));
    const sent = await run("send", message, { now: Date.now() });

    ok(failed.isRetryable);
    deepStrictEqual(sent, { id: "msg_run-1_send", status: 204 });
    const [first, second] = served.received;
    strictEqual(first?.headers["webhook-id"], second?.headers["webhook-id"]);
    strictEqual(second?.headers["idempotency-key"], "run-1/send");
    const { type, timestamp, data } = second?.json ?? {};
    deepStrictEqual([type, typeof timestamp, data], ["invoice.created", "string", { total: 12 }]);
  });
});

test("a receiver that knows another secret refuses, and the connection is to blame", async () => {
  await withConnector(
    hook(`whsec_${btoa("another secret, yet of good length")}`),
    async ({ test: prove }) => {
      const refused = await refusal(prove({ now: Date.now() }));

      deepStrictEqual([refused.error.status, refused.blamesSecret], [401, true]);
    },
  );
});

test("a date to retry after is counted from now", async () => {
  await withConnector(hook(), async ({ run, services: served }) => {
    served.next = { status: 503, headers: { "retry-after": new Date(NOW + 90_000).toUTCString() } };

    strictEqual((await refusal(run("send", { type: "a", payload: {} }))).retryAfterSeconds, 90);
  });
});

const zap: Service = ({ method, path }) =>
  method === "POST" && path === "/hooks/catch/1/abc/"
    ? { body: { attempt: "018", id: "018", request_id: "018", status: "success" } }
    : { status: 404, body: "hook not found" };

test("a Zap is started with fields", async () => {
  const credential = { hook: "https://hooks.zapier.com/hooks/catch/1/abc/" };
  await withConnector(
    { connector: "zapier", credential, services: { "hooks.zapier.com": zap } },
    async ({ run, test: prove, services }) => {
      strictEqual(await prove(), "a catch hook");
      deepStrictEqual(await run("start", { fields: { name: "ana" } }), { id: "018", request_id: "018" });
      deepStrictEqual(services.received.at(-1)?.json, { name: "ana" });
    },
  );
  await rejects(() =>
    withConnector(
      {
        connector: "zapier",
        credential: { hook: "https://evil.example.com/hooks/catch/1/abc/" },
        services: {},
      },
      async () => {},
    ),
  );
});

import { setTimeout as wait } from "node:timers/promises";
import { createClient } from "@supabase/supabase-js";
import { beforeAll, expect, inject, test } from "vitest";
import { envelope, someEvents } from "./batches.ts";
import { aRoutine, someNoise } from "./routine.ts";

const platform = inject("platform");
const client = createClient(platform.SUPABASE_URL, platform.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, {
  auth: { persistSession: false },
});
let token: string;
let source: string;

const post = (bearer: string | null, body: unknown) =>
  fetch(`${platform.FLOYO_FUNCTIONS_URL}/ingest`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(body),
  });

/** Asks until the answer is there; the test's own time limit ends it. */
async function until<T>(ask: () => Promise<T | null | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await wait(200);
  }
}

/** The link of the newest mail to an address, as a mail program would open it. */
async function linkTo(email: string): Promise<string> {
  return until(async () => {
    const list = await (await fetch(`${platform.FLOYO_MAIL_URL}/api/v1/messages`)).json();
    const found = list.messages.find((mail: { To: { Address: string }[] }) =>
      mail.To.some(({ Address }) => Address === email),
    );
    if (!found) return null;
    const mail = await (await fetch(`${platform.FLOYO_MAIL_URL}/api/v1/message/${found.ID}`)).json();
    return /href="([^"]+)"/.exec(mail.HTML)?.[1]?.replaceAll("&amp;", "&");
  });
}

beforeAll(async () => {
  const email = `functions-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const password = crypto.randomUUID();
  await client.auth.signUp({ email, password });
  await fetch(await linkTo(email), { redirect: "manual" });
  const { data, error } = await client.auth.signInWithPassword({ email, password });
  if (error) throw error;
  token = data.session.access_token;
  const { data: org } = await client.rpc("ensure_personal_org");
  const added = await client
    .from("sources")
    .insert({ org_id: org, kind: "api", name: "Test" })
    .select("id")
    .single();
  if (added.error) throw added.error;
  source = added.data.id;
});

test("events sent with a session become suggestions, by the real queue and Deno", async () => {
  const response = await post(
    token,
    envelope(source, [...aRoutine({ days: 21 }), ...someNoise({ count: 200, days: 21 })]),
  );
  expect(await response.json()).toEqual({ accepted: 263, duplicate: 0, rejected: [] });

  const suggestion = await until(async () => {
    const { data } = await client.from("suggestions").select("title, status, explanation");
    return data?.[0];
  });

  expect(suggestion.status).toBe("open");
  expect(JSON.stringify(suggestion.explanation)).toContain("report");
  const { data: state } = await client.from("mining_state").select("last_seq, mined_seq, attempt").single();
  expect(state).toEqual({ last_seq: 263, mined_seq: 263, attempt: 0 });
}, 120_000);

test("a key made in settings sends too, until it is revoked", async () => {
  const { data } = await client.rpc("create_api_key", { name: "laptop", source_id: source });
  const [{ id, key }] = data;

  const good = await post(key, envelope(source, someEvents(1)));
  await client.rpc("revoke_api_key", { key_id: id });
  const revoked = await post(key, envelope(source, someEvents(1)));

  expect([good.status, revoked.status]).toEqual([200, 401]);
});

test("nobody gets in without a session of this project", async () => {
  const none = await post(null, envelope(source, someEvents(1)));
  const publishable = await post(
    platform.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    envelope(source, someEvents(1)),
  );
  const forged = await post(`${token.slice(0, -8)}AAAAAAAA`, envelope(source, someEvents(1)));

  expect([none.status, publishable.status, forged.status]).toEqual([401, 401, 401]);
  expect((await none.json()).error.code).toBe("unauthorized");
});

test.each(["mine", "jobs"])("%s takes no delivery that QStash did not sign", async (name) => {
  const response = await fetch(`${platform.FLOYO_FUNCTIONS_URL}/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: '{"outboxId":1,"task":"tick"}',
  });

  expect(response.status).toBe(401);
});

import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { anEventNow, envelope, type Sent, send, someEvents } from "../testing/batches.ts";
import { addPerson, type Person } from "../testing/database.ts";
import { type Stack, startStack } from "../testing/stack.ts";

let stack: Stack;
let person: Person;
let bearer: string;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.01 });
});
afterAll(() => stack.stop());
beforeEach(async () => {
  person = await addPerson(stack.database.owner);
  bearer = await stack.issuer.token(person.userId);
});

const sendEvents = (events: unknown[], sentAt?: Date): Promise<Sent> =>
  send(stack.ingest, { bearer, body: envelope(person.sourceId, events, sentAt) });
const storedEvents = () =>
  stack.database.owner`select * from public.events where user_id = ${person.userId} order by seq`;
const storedRejects = () =>
  stack.database.owner`select * from public.ingest_rejects where user_id = ${person.userId} order by id`;
const outbox = () => stack.database.owner`select * from private.outbox where user_id = ${person.userId}`;

describe("a good batch", () => {
  test("is stored with everything the events said", async () => {
    const event = anEventNow({
      op: "moved",
      path: "Reports/final.pdf",
      fromPath: "Downloads/final.pdf",
      tool: "Finder",
      size: 7,
      durationMs: 3,
      inferred: true,
      details: { nested: [1, { two: "zwei" }] },
    });

    const sent = await sendEvents([event]);

    expect(sent).toMatchObject({ status: 200, body: { accepted: 1, duplicate: 0, rejected: [] } });
    const [row] = await storedEvents();
    expect(row).toMatchObject({
      id: event.id,
      org_id: person.orgId,
      source_id: person.sourceId,
      seq: "1",
      occurred_at: new Date(event.occurredAt),
      original_occurred_at: null,
      time_zone: "Europe/Berlin",
      op: "moved",
      path: "Reports/final.pdf",
      from_path: "Downloads/final.pdf",
      tool: "Finder",
      size: "7",
      duration_ms: 3,
      inferred: true,
      details: { nested: [1, { two: "zwei" }] },
    });
  });

  test("numbers events without a gap in the order they were sent, batch after batch", async () => {
    const [first, second] = [someEvents(3), someEvents(4, 100)];

    await sendEvents(first);
    await sendEvents(second);

    const rows = await storedEvents();
    expect(rows.map(({ id }) => id)).toEqual([...first, ...second].map(({ id }) => id));
    expect(rows.map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test("leaves one outbox row that later batches let slide, ten seconds at most", async () => {
    await sendEvents(someEvents(1));
    const [first] = await outbox();
    await sendEvents(someEvents(1));

    const rows = await outbox();

    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: first?.id,
      topic: "mine",
      dedupe_key: `mine:${person.userId}`,
      attempt: 1,
    });
    expect(rows[0]?.published_at).not.toBeNull();
    expect(rows[0]?.due_at.getTime()).toBeGreaterThan(first?.due_at.getTime());
    expect(rows[0]?.latest_at).toEqual(first?.latest_at);
  });

  test("may be gzip", async () => {
    const body = gzipSync(JSON.stringify(envelope(person.sourceId, someEvents(50))));

    const sent = await send(stack.ingest, { bearer, body, headers: { "content-encoding": "gzip" } });

    expect(sent).toMatchObject({ status: 200, body: { accepted: 50 } });
  });

  test("is corrected by the client's clock when that is more than 30 s off, and keeps the original", async () => {
    const slowByAnHour = new Date(Date.now() - 3_600_000);
    const event = anEventNow({ minutesAgo: 61 });

    await sendEvents([event], slowByAnHour);

    const [row] = await storedEvents();
    expect(row?.original_occurred_at).toEqual(new Date(event.occurredAt));
    expect(row?.occurred_at.getTime() - Date.parse(event.occurredAt)).toBeGreaterThan(3_599_000);
    expect(row?.occurred_at.getTime() - Date.parse(event.occurredAt)).toBeLessThan(3_630_000);
  });

  test("is stored also while QStash is away; the row waits for the tick", async () => {
    const { createIngest } = await import("./ingest.ts");
    const cutOff = createIngest({ ...stack.env, QSTASH_URL: "http://127.0.0.1:9" });

    const sent = await send(cutOff, { bearer, body: envelope(person.sourceId, someEvents(2)) });
    await cutOff.stop();

    expect(sent).toMatchObject({ status: 200, body: { accepted: 2 } });
    expect(await outbox()).toMatchObject([{ published_at: null, done_at: null }]);
  });
});

test("a batch without any good event stores none and asks for nothing", async () => {
  const sent = await sendEvents([{ path: "/etc" }, 7, null]);

  expect(sent).toMatchObject({ status: 200, body: { accepted: 0, duplicate: 0 } });
  expect(sent.body.rejected.map(({ code }) => code)).toEqual([
    "invalid_event",
    "invalid_event",
    "invalid_event",
  ]);
  expect(await outbox()).toHaveLength(0);
});

describe("the same again", () => {
  test("is a duplicate, and a conflict when the content differs: the first one stays", async () => {
    const event = anEventNow();
    await sendEvents([event]);

    const sent = await sendEvents([event, { ...event, path: "Other/file.txt" }]);

    expect(sent.body).toMatchObject({
      accepted: 0,
      duplicate: 1,
      rejected: [{ index: 1, id: event.id, code: "duplicate_conflict", retryable: false }],
    });
    expect(await storedEvents()).toMatchObject([{ path: "Reports/orders.csv" }]);
    expect(await storedRejects()).toMatchObject([{ code: "duplicate_conflict", event_id: event.id }]);
  });

  test("inside one batch is judged in the order of the batch", async () => {
    const event = anEventNow();

    const sent = await sendEvents([event, event, { ...event, op: "deleted" }]);

    expect(sent.body).toMatchObject({
      accepted: 1,
      duplicate: 1,
      rejected: [{ index: 2, code: "duplicate_conflict" }],
    });
  });

  test("five times at once and once after a restart changes no row", async () => {
    const bad = { ...anEventNow(), path: "/etc/passwd" };
    const events = [...someEvents(300), bad];
    const rows = async () => [await storedEvents(), await storedRejects()];

    const sent = await Promise.all(Array.from({ length: 5 }, () => sendEvents(events)));

    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(sent.map(({ body }) => body.accepted).sort()).toEqual([0, 0, 0, 0, 300]);
    expect(sent.map(({ body }) => body.duplicate).sort()).toEqual([0, 300, 300, 300, 300]);
    expect(sent.every(({ body }) => body.rejected.length === 1)).toBe(true);
    const before = await rows();
    const { createIngest } = await import("./ingest.ts");
    const restarted = createIngest(stack.env);
    const again = await send(restarted, { bearer, body: envelope(person.sourceId, events) });
    await restarted.stop();
    expect(again).toMatchObject({ status: 200, body: { accepted: 0, duplicate: 300 } });
    expect(await rows()).toEqual(before);
    expect(before[0]).toHaveLength(300);
    expect(before[1]).toHaveLength(1);
  });
});

describe("who sends", () => {
  const makeKey = async (sourceId: string | null): Promise<string> => {
    const claims = {
      sub: person.userId,
      role: "authenticated",
      session_id: crypto.randomUUID(),
      amr: [{ method: "password", timestamp: Math.floor(Date.now() / 1000) }],
    };
    const rows = await stack.database.owner.begin(async (sql) => {
      await sql`insert into auth.sessions (id, user_id) values (${claims.session_id}, ${person.userId})`;
      await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
      await sql`set local role authenticated`;
      return sql`select key from public.create_api_key('laptop', ${sourceId})`;
    });
    return rows[0]?.key;
  };

  test("may be a device with a key, which is noted as used", async () => {
    bearer = await makeKey(person.sourceId);

    const sent = await sendEvents(someEvents(1));

    expect(sent).toMatchObject({ status: 200, body: { accepted: 1 } });
    const [key] = await stack.database
      .owner`select last_used_at from public.api_keys where user_id = ${person.userId}`;
    expect(key?.last_used_at).toBeInstanceOf(Date);
  });

  test.each([
    ["revoked", "revoked_at = now()", "revoked"],
    ["expired", "expires_at = now() - interval '1 day'", "expired"],
    ["without the scope", "scopes = '{read}'", "may not ingest"],
  ])("is refused with a key that is %s", async (_, change, words) => {
    bearer = await makeKey(null);
    await stack.database.owner.unsafe(
      `update public.api_keys set ${change} where user_id = '${person.userId}'`,
    );

    const sent = await sendEvents(someEvents(1));

    expect(sent).toMatchObject({ status: 401, body: { error: { code: "unauthorized" } } });
    expect(sent.body.error.message).toContain(words);
  });

  test("is refused with a key of another source", async () => {
    const { addSource } = await import("../testing/database.ts");
    bearer = await makeKey(await addSource(stack.database.owner, person));

    const sent = await sendEvents(someEvents(1));

    expect(sent.status).toBe(404);
  });

  test("hears the same of another's source as of none", async () => {
    const stranger = await addPerson(stack.database.owner);
    const to = (source: string) => send(stack.ingest, { bearer, body: envelope(source, someEvents(1)) });

    const [foreign, unknown] = [await to(stranger.sourceId), await to(crypto.randomUUID())];

    expect(foreign.status).toBe(404);
    expect(foreign.body).toEqual(unknown.body);
    expect(
      await stack.database.owner`select from public.events where source_id = ${stranger.sourceId}`,
    ).toHaveLength(0);
  });

  test("is refused once the session has ended", async () => {
    await stack.database.owner`delete from auth.sessions where user_id = ${person.userId}`;

    expect((await sendEvents(someEvents(1))).status).toBe(401);
  });

  test("is refused without the second factor, where there is one", async () => {
    await stack.database.owner`
      insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
      values (${crypto.randomUUID()}, ${person.userId}, 'totp', 'verified', now(), now())`;
    const withCode = await stack.issuer.token(person.userId, { aal: "aal2" });

    const refused = await sendEvents(someEvents(1));
    bearer = withCode;
    const taken = await sendEvents(someEvents(1));

    expect([refused.status, taken.status]).toEqual([401, 200]);
  });

  test("may not send into an organisation without being a member", async () => {
    await stack.database.owner`
      with team as (
        insert into public.organisations (name, kind) values ('Team', 'team') returning id
      )
      update public.sources set org_id = team.id from team where sources.id = ${person.sourceId}`;

    expect((await sendEvents(someEvents(1))).status).toBe(404);
  });

  test.each([
    ["no token", async () => null],
    ["a token of another project", () => stack.issuer.foreignToken(person.userId)],
    ["an expired token", () => stack.issuer.token(person.userId, { exp: 1_700_000_000 })],
    ["another issuer", () => stack.issuer.token(person.userId, { iss: "https://other.supabase.co/auth/v1" })],
    ["another audience", () => stack.issuer.token(person.userId, { aud: "other" })],
    ["the service role", () => stack.issuer.token(person.userId, { role: "service_role" })],
    ["no person", () => stack.issuer.token("nobody")],
    ["an unknown key", async () => `flk_${"A".repeat(43)}`],
    ["half a key", async () => "flk_short"],
    ["a publishable key", async () => "sb_publishable_abcdefghijklmnopqrstuv"],
    ["rubbish", async () => "a.b.c"],
  ])("is refused with %s", async (_, makeBearer) => {
    const sent = await send(stack.ingest, {
      bearer: await makeBearer(),
      body: envelope(person.sourceId, someEvents(1)),
    });

    expect(sent).toMatchObject({ status: 401, body: { error: { code: "unauthorized" } } });
    expect(sent.headers.get("www-authenticate")).toBe("Bearer");
    expect(await storedEvents()).toHaveLength(0);
  });
});

describe("a source", () => {
  test("that is paused keeps nothing, refused contents neither", async () => {
    await stack.database.owner`update public.sources set paused_at = now() where id = ${person.sourceId}`;

    const sent = await sendEvents([anEventNow(), { path: "/secret" }]);

    expect(sent).toMatchObject({
      status: 200,
      body: {
        accepted: 0,
        rejected: [
          { index: 0, code: "source_paused" },
          { index: 1, code: "source_paused" },
        ],
      },
    });
    expect(await storedEvents()).toHaveLength(0);
    expect(await storedRejects()).toHaveLength(0);
  });

  test("that is tokenised takes tokens and no readable path, and keeps nothing readable of what it refuses", async () => {
    await stack.database
      .owner`update public.sources set path_mode = 'tokenised' where id = ${person.sourceId}`;
    const token = `~${"a".repeat(22)}`;
    const good = anEventNow({ path: `${token}/{date:2026-11-08}${token}.csv` });

    const sent = await sendEvents([
      good,
      anEventNow({ path: "Salaries/anna.xlsx" }),
      anEventNow({ path: "/Salaries/anna" }),
    ]);

    expect(sent.body).toMatchObject({
      accepted: 1,
      rejected: [
        { index: 1, code: "invalid_event" },
        { index: 2, code: "invalid_event" },
      ],
    });
    expect(JSON.stringify(await storedRejects())).not.toContain("Salaries");
  });
});

test("what a person ruled out is refused and not kept, the rest of the batch is", async () => {
  await stack.database.owner`
    insert into public.privacy_settings (user_id, ops, ignored_paths)
    values (${person.userId}, '{created,modified}', '{Private/}')`;

  const sent = await sendEvents([
    anEventNow({ op: "created", path: "Private/diary.md" }),
    anEventNow({ op: "opened", path: "Work/plan.md" }),
    anEventNow({ op: "created", path: "Work/plan.md" }),
  ]);

  expect(sent.body).toMatchObject({
    accepted: 1,
    rejected: [
      { index: 0, code: "not_captured", retryable: false },
      { index: 1, code: "not_captured", retryable: false },
    ],
  });
  expect(await storedEvents()).toMatchObject([{ path: "Work/plan.md" }]);
  expect(await storedRejects()).toEqual([]);
});

test("needs no session: its transactions ran on changing connections all along", async () => {
  const before = stack.pooler.reshuffled();

  for (let round = 0; round < 5; round++) await sendEvents(someEvents(1));

  expect(stack.pooler.reshuffled()).toBeGreaterThan(before);
});

describe("overload", () => {
  test("answers 503 with Retry-After while a large backlog is overdue", async () => {
    await sendEvents(someEvents(1));
    await stack.database
      .owner`update public.mining_state set last_seq = 60000 where user_id = ${person.userId}`;
    await stack.database.owner`
      update private.outbox set due_at = now() - interval '2 minutes' where user_id = ${person.userId}`;

    const sent = await sendEvents(someEvents(1));

    expect(sent).toMatchObject({ status: 503, body: { error: { code: "unavailable" } } });
    expect(Number(sent.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("answers 429 with Retry-After before the body is read", async () => {
    const { createIngest } = await import("./ingest.ts");
    const narrow = createIngest({ ...stack.env, FLOYO_INGEST_PER_MINUTE: 1 });
    await send(narrow, { bearer, body: envelope(person.sourceId, someEvents(1)) });

    const sent = await send(narrow, { bearer, body: "this is not JSON" });
    await narrow.stop();

    expect(sent).toMatchObject({ status: 429, body: { error: { code: "limit_exceeded" } } });
    expect(Number(sent.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

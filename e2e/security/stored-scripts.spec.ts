import { expect, test } from "@playwright/test";
import { createClient } from "@supabase/supabase-js";
import { signInInBrowser } from "../support/account.ts";
import { watchPolicy } from "../support/broken-policy.ts";
import { aSource, eventId, sendEvents } from "../support/ingest.ts";
import { aPerson, PASSWORD, type Person } from "../support/person.ts";
import { SCRIPT_PAYLOADS } from "./script-payloads.ts";
import { routine } from "./victim.ts";

const IMAGE = "<img src=x onerror=alert(10)>";

test("text that others would run as a script is shown as text on every page that shows it", async ({
  page,
}) => {
  const person = await aPerson("writer");
  const written = await writeEverywhere(person);
  const broken = watchPolicy(page);
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();

  const pages: [path: string, shown: string | RegExp][] = [
    ["/timeline", IMAGE],
    ["/sources", IMAGE],
    ["/patterns", IMAGE],
    [`/patterns/${written.pattern}`, IMAGE],
    ["/feed", IMAGE],
    ["/settings", IMAGE],
    ["/settings/keys", IMAGE],
    ["/settings/organisations", IMAGE],
    [`/settings/organisations/${written.team}`, IMAGE],
    [`/settings/organisations/${written.team}/audit`, /organisation/],
    ["/settings/security", "A program"],
    ["/settings/privacy", /Private/],
    [`/invite?token=${written.token}`, /invitation/],
    [`/sign-in/code?next=/${encodeURIComponent(IMAGE)}`, /./],
    [`/timeline?q=${encodeURIComponent(IMAGE)}`, IMAGE],
  ];
  for (const [path, shown] of pages) {
    await page.goto(path);
    await expect
      .poll(() => page.evaluate(readText), { message: `${path} shows ${shown}` })
      .toEqual(typeof shown === "string" ? expect.stringContaining(shown) : expect.stringMatching(shown));
  }

  expect(broken).toEqual([]);
  expect(SCRIPT_PAYLOADS).toHaveLength(30);
  // A page that took the text for markup would be seen.
  await page.evaluate((html) => {
    document.body.insertAdjacentHTML("beforeend", html);
  }, IMAGE);
  await expect.poll(() => broken.length).toBeGreaterThan(0);
});

/** All that can be read on the page, what stands in fields too. */
function readText(): string {
  const fields = [...document.querySelectorAll("input, textarea")] as HTMLInputElement[];
  // biome-ignore lint/performance/useDomNodeTextContent: what can be read is asked for, not the text of scripts.
  return [document.body.innerText, ...fields.map(({ value }) => value)].join("\n");
}

/** Each payload through each way in: events and refused ones, and every name a person gives. */
async function writeEverywhere(person: Person): Promise<{ team: string; token: string; pattern: string }> {
  const { client } = person;
  // Its name is kept with the session and with every row of the audit log.
  const agent = createClient(
    process.env.SUPABASE_URL ?? "",
    process.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? "",
    {
      auth: { persistSession: false, autoRefreshToken: false },
      global: { headers: { "user-agent": IMAGE } },
    },
  );
  done(await agent.auth.signInWithPassword({ email: person.email, password: PASSWORD }));

  const source = await aSource(person, IMAGE);
  const now = Date.now();
  const payloadEvents = SCRIPT_PAYLOADS.flatMap((payload, index) => [
    {
      id: eventId(new Date(now - index * 1000)),
      occurredAt: new Date(now - index * 1000).toISOString(),
      tz: "UTC",
      op: "created",
      path: payload.replace(/^\/+/, ""),
      tool: payload,
    },
    { id: eventId(new Date(now)), occurredAt: "never", tz: payload, op: payload, path: payload },
  ]);
  await sendEvents(person.token, source, routine(IMAGE));
  await sendEvents(person.token, source, payloadEvents);

  for (const payload of SCRIPT_PAYLOADS) {
    done(
      await client.from("sources").insert({
        ...{ org_id: person.orgId, user_id: person.id, kind: "api", name: payload },
      }),
    );
    done(await agent.rpc("create_api_key", { name: payload, source_id: source }));
  }
  done(await client.from("profiles").update({ display_name: IMAGE }).eq("user_id", person.id));
  done(
    await client
      .from("privacy_settings")
      .insert({ user_id: person.id, ignored_paths: ["Private/", ...SCRIPT_PAYLOADS.slice(10, 20)] }),
  );
  const team = done(await agent.rpc("create_organisation", { name: IMAGE })) as string;
  for (const name of SCRIPT_PAYLOADS.slice(0, 12)) done(await client.rpc("create_organisation", { name }));
  const invitation = { org_id: team, email: `o'nerror=alert@example.com`, role: "viewer" };
  const [invited] = done(await client.rpc("invite_member", invitation)) as { token: string }[];

  let pattern = "";
  await expect
    .poll(
      async () => {
        const { data } = await client
          .from("patterns")
          .select("id")
          .order("score", { ascending: false })
          .limit(1);
        pattern = (data?.[0]?.id as string | undefined) ?? "";
        return pattern;
      },
      { timeout: 120_000 },
    )
    .not.toBe("");
  return { team, token: invited?.token ?? "", pattern };
}

function done<Answer extends { data: unknown; error: { message: string } | null }>({
  data,
  error,
}: Answer): Answer["data"] {
  if (error) throw new Error(error.message);
  return data;
}

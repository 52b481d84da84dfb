import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { WEBHOOK_SECRET } from "./template-services.ts";
import type { TemplateStage } from "./template-stage.ts";

/** Templates that something which fails, is missed or is found starts. */
export function testWatchTemplates(stage: () => TemplateStage): void {
  const aPattern = (fingerprint: string, kind: string) => stage().stack.platform.sql`
    insert into public.patterns (
      org_id, user_id, fingerprint, kind, steps, evidence, stats, score, first_seen_at, last_seen_at
    )
    values (
      ${stage().orgId}, ${stage().userId}, ${fingerprint}, ${kind},
      '[{"op": "created", "template": "Backups/{date}.zip"}, {"op": "moved", "template": "Archive/{date}.zip"}]',
      '{}', '{}', 1, now(), now()
    )`;

  test("a site that is down at three tries is told to the team once", async () => {
    const url = `${stage().services.origin}/api/health`;
    const id = await stage().publish("site-check", {
      missed: "once",
      "ask.url": url,
      "alarm.settings.channel": "C0001",
    });

    await stage().passSchedule(id);
    await stage().passTime(id);
    await stage().passTime(id);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("api")
        .map(({ path }) => path),
    ).toEqual(["/health", "/health", "/health"]);
    expect(
      stage()
        .came("slack.com")
        .map(({ json }) => json.text),
    ).toEqual([expect.stringMatching(/^The site is down: .*503/)]);
  });

  test("a habit that was missed is told to the team", async () => {
    const id = await stage().publish("habit-missed", { "tell.settings.channel": "C0001" });
    await aPattern("backup", "rhythm");
    const expectedAt = new Date(Date.now() + 3_600_000).toISOString();
    const { sql } = stage().stack.platform;

    const absence = sql.json({ expectedAt, missed: 1, lastHitAt: "2026-11-20T17:00:00Z" });
    await sql`update public.patterns set absence = ${absence} where fingerprint = 'backup'`;
    await stage().bring();

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("slack.com")
        .map(({ json }) => json.text),
    ).toEqual([`Backups/{date}.zip was expected by ${expectedAt} and did not come.`]);
  });

  test("a new habit is told to its person", async () => {
    const id = await stage().publish("new-habit");

    await aPattern("weekly", "sequence");
    await aPattern("lunch", "companions");
    await stage().bring();

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(await stage().told()).toEqual(["A new habit: Backups/{date}.zip"]);
  });

  test("a workflow that fails writes to whoever is on call, and sends one's own system a signed message", async () => {
    const id = await stage().publish("failure-alarm", {
      "mail.settings.from": "alarm@example.com",
      "mail.settings.to": "oncall@example.com",
    });
    const broken = await stage().publishDefinition("Nightly export", {
      version: 1,
      trigger: { kind: "manual" },
      steps: [{ id: "ask", kind: "http", with: { url: `${stage().services.origin}/api/open` } }],
    });

    await stage().startByHand(broken);

    expect(await stage().ends(broken)).toMatchObject([{ code: "http_status" }]);
    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("api.resend.com")
        .map(({ json }) => [json.to, json.subject]),
    ).toEqual([[["oncall@example.com"], "Nightly export failed"]]);
    const [signed, ...more] = stage().came("hooks.example.com");
    expect(more).toEqual([]);
    const headers = (signed?.headers ?? {}) as Record<string, string>;
    expect(new Webhook(WEBHOOK_SECRET).verify(signed?.text ?? "", headers)).toMatchObject({
      type: "workflow.failed",
      data: { workflow: "Nightly export" },
    });
  });
}

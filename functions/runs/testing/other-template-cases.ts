import { expect, test } from "vitest";
import { SHEET } from "../../_connectors/testing/google-service.ts";
import { AIRTABLE_BASE, NOTION_DATABASE } from "../../_connectors/testing/record-services.ts";
import type { TemplateStage } from "./template-stage.ts";

const TODAY = new Date().toISOString().slice(0, 10);

/** Templates that a program, a person or the clock starts. */
export function testOtherTemplates(stage: () => TemplateStage): void {
  test("a form's message is read in Slack, and its sender is thanked", async () => {
    const id = await stage().publish("form-to-team", {
      "tell.settings.channel": "C0001",
      "thank.settings.from": "hello@example.com",
    });

    await stage().sendMessage(id, { name: "Dora", email: "dora@example.com", message: "Do you ship?" });
    await expect.poll(() => stage().ends(id), { timeout: 10_000 }).toEqual(["done"]);

    expect(
      stage()
        .came("slack.com")
        .map(({ json }) => json.text),
    ).toEqual(["Dora (dora@example.com) writes: Do you ship?"]);
    expect(
      stage()
        .came("api.resend.com")
        .map(({ json }) => [json.to, json.text]),
    ).toEqual([[["dora@example.com"], "Thank you for writing, Dora. We answer within two working days."]]);
  });

  test("the week's list is mailed by one's own mail server, a line for each entry", async () => {
    const id = await stage().publish("weekly-report-by-mail", {
      "fetch.url": `${stage().services.origin}/api/week`,
      "mail.settings.from": "reports@example.com",
      "mail.settings.to": "team@example.com",
    });
    stage().mails.length = 0;

    await stage().passSchedule(id);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(stage().mails.map(({ from, to }) => [from, to])).toEqual([
      ["reports@example.com", ["team@example.com"]],
    ]);
    const [head = "", body = ""] = stage().mails[0]?.text.split("\r\n\r\n") ?? [];
    expect(head).toContain(`Subject: The week to ${TODAY}: 2 entries`);
    expect(atob(body)).toBe("name: Anna, orders: 3\nname: Ben, orders: 5");
  });

  test("whose day it is in the sheet gets a mail, nobody else", async () => {
    const id = await stage().publish("sheet-reminders", {
      missed: "once",
      "read.settings.spreadsheet": SHEET,
      "remind.settings.from": "team@example.com",
    });

    await stage().passSchedule(id);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("api.resend.com")
        .map(({ json }) => [json.to, json.text]),
    ).toEqual([
      [["ana@example.com"], "Send the plan"],
      [["cy@example.com"], "Call the bank"],
    ]);
  });

  test("an invoice is followed until its last day, and its customer reminded when it was not paid", async () => {
    const from = "billing@example.com";
    const id = await stage().publish("payment-follow-up", {
      "announce.settings.from": from,
      "remind.settings.from": from,
    });
    const due = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const subjects = () =>
      stage()
        .came("api.resend.com")
        .map(({ json }) => json.subject);

    await stage().startByHand(id, { mail: "dora@example.com", invoice: "R-7", due });
    expect(subjects()).toEqual(["Invoice R-7"]);
    expect(await stage().runsOf(id)).toMatchObject([{ status: "waiting", waits_for: "time" }]);
    await stage().passTime(id);
    expect(await stage().runsOf(id)).toMatchObject([{ status: "waiting", waits_for: "approval" }]);
    await stage().answer(id, "paid", false);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(subjects()).toEqual(["Invoice R-7", "Reminder: invoice R-7"]);
  });

  test("one number of the morning is added to the sheet, with its day", async () => {
    const id = await stage().publish("daily-number-to-sheet", {
      "fetch.url": `${stage().services.origin}/api/totals`,
      "add.settings.spreadsheet": SHEET,
    });

    await stage().passSchedule(id);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("sheets.googleapis.com")
        .map(({ json }) => json.values),
    ).toEqual([[[TODAY, 42]]]);
  });

  test("an order becomes a record; a large one only once somebody said yes", async () => {
    const filling = { "add.settings.base": AIRTABLE_BASE, "add.settings.table": "Invoices" };
    const [small, large] = [
      await stage().publish("orders-to-airtable", filling),
      await stage().publish("orders-to-airtable", filling),
    ];
    const records = () =>
      stage()
        .came("api.airtable.com")
        .map(({ json }) => json.records[0].fields);

    await stage().sendMessage(small, { customer: "Ben", amount: "20" });
    await expect.poll(() => stage().ends(small), { timeout: 10_000 }).toEqual(["done"]);
    await stage().sendMessage(large, { customer: "Anna", amount: 4000 });
    await expect.poll(() => stage().ends(large), { timeout: 10_000 }).toEqual(["waiting"]);
    expect(records()).toEqual([{ Name: "Ben", Amount: 20 }]);
    await stage().answer(large, "ask", true);

    expect(await stage().ends(large)).toEqual(["done"]);
    expect(records()).toEqual([
      { Name: "Ben", Amount: 20 },
      { Name: "Anna", Amount: 4000 },
    ]);
  });

  test("an inquiry becomes a page, and sales sees its link", async () => {
    const id = await stage().publish("leads-to-notion", {
      "page.settings.parent": NOTION_DATABASE,
      "tell.connectionId": stage().connections.slackHook,
    });

    await stage().sendMessage(id, { company: "Acme", message: "How much?" });
    await expect.poll(() => stage().ends(id), { timeout: 10_000 }).toEqual(["done"]);

    const [page, ...more] = stage().came("api.notion.com");
    expect(more).toEqual([]);
    expect(page?.json.properties.Name.title[0].text.content).toBe("Acme");
    expect(
      stage()
        .came("hooks.slack.com")
        .map(({ json }) => json.text),
    ).toEqual(["New inquiry: Acme\nhttps://www.notion.so/3c90"]);
  });

  test("another workflow runs once for each entry of the list", async () => {
    const called = await stage().publishDefinition("Chase an order", {
      version: 1,
      trigger: { kind: "manual" },
      steps: [
        {
          id: "send",
          kind: "http",
          with: {
            method: "POST",
            url: `${stage().services.origin}/api/chase`,
            body: { name: "{{ input.entry.name }}" },
            connectionId: stage().connections.http,
          },
        },
      ],
    });
    const id = await stage().publish("list-to-workflow", {
      "fetch.url": `${stage().services.origin}/api/orders`,
      "run.workflowId": called,
    });

    await stage().passSchedule(id);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(await stage().ends(called)).toEqual(["done", "done"]);
    const sent = stage()
      .came("api")
      .filter(({ method }) => method === "POST");
    expect(sent.map(({ json }) => json)).toEqual([{ name: "Anna" }, { name: "Ben" }]);
    expect(await stage().told()).toEqual(["2 entries were worked on"]);
  });

  test("an urgent report is an issue and read in Slack, one that can wait an issue alone", async () => {
    const filling = { "issue.settings.repository": "ana/books", "tell.settings.channel": "C0001" };
    const id = await stage().publish("bug-report-to-github", filling);

    await stage().startByHand(id, { title: "Login fails", details: "After the update", severity: "urgent" });
    await stage().startByHand(id, { title: "A typo", severity: "can wait" });

    expect(await stage().ends(id)).toEqual(["done", "done"]);
    expect(
      stage()
        .came("api.github.com")
        .map(({ path, json }) => [path, json.title, json.labels]),
    ).toEqual([
      ["/repos/ana/books/issues", "Login fails", ["bug", "urgent"]],
      ["/repos/ana/books/issues", "A typo", ["bug"]],
    ]);
    expect(
      stage()
        .came("slack.com")
        .map(({ json }) => json.text),
    ).toEqual(["Urgent: Login fails https://github.com/ana/books/issues/7"]);
  });

  test("a release waits for a colleague's yes, then it is made and told", async () => {
    const id = await stage().publish("release-with-yes", {
      "release.settings.repository": "ana/books",
      "tell.settings.channel": "C0001",
    });

    await stage().startByHand(id, { tag: "v2.0", notes: "Faster." });
    expect(stage().services.received).toEqual([]);
    await stage().answer(id, "ask", true);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("api.github.com")
        .map(({ path, json }) => [path, json.tag_name, json.body]),
    ).toEqual([["/repos/ana/books/releases", "v2.0", "Faster."]]);
    expect(
      stage()
        .came("slack.com")
        .map(({ json }) => json.text),
    ).toEqual(["v2.0 is out: https://github.com/ana/books/releases/tag/v2.0"]);
  });
}

import { expect, type Page } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { aPerson, PASSWORD, type Person } from "../support/person.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";
import { writeFile } from "../support/watched-folder.ts";
import { FOLDER, startWatching, test } from "../support/watching.ts";
import { startNow } from "../support/workflow.ts";

test.use({ timezoneId: SEEDED_ZONE });
// One after the other: there is one address at which workflows may call here.
test.describe.configure({ mode: "default" });

const CSV = "name;amount\nAnna;12\n";
let receiver: Receiver;
test.beforeAll(async () => {
  receiver = await startReceiver();
});
test.afterAll(() => receiver.stop());

test("a suggestion is accepted, published, and runs by itself when the file is dropped: sent once, and told", async ({
  page,
}) => {
  const person = await aPersonWithWeeks("dropper");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();
  await startWatching(page);

  await test.step("the draft knows the person's folder, template and file", async () => {
    await page.goto("/feed");
    const card = page.getByRole("article").filter({ hasText: "orders-" });
    await card.getByRole("button", { name: "Make it a workflow" }).click();
    await expect(page.getByLabel("Path", { exact: true })).toHaveValue("Downloads/orders-{date}.csv");
    await expect(page.getByLabel("Name", { exact: true }).first()).toHaveValue("Take orders-{date}.csv");
  });

  await test.step("what a person did by hand becomes a call and a message", async () => {
    await page.getByLabel("Quiet for (seconds)").fill("0");
    const asks = page.locator("section", { has: page.getByRole("heading", { name: /^Upload/ }) });
    await asks.getByRole("button", { name: /^Remove step/ }).click();
    await addStep(page, "HTTP request");
    const call = page.locator("section", { has: page.getByRole("heading", { name: "HTTP request" }) });
    await call.getByLabel("Method").selectOption("POST");
    await call.getByLabel("Address").fill(`${receiver.url}/orders`);
    await call.getByLabel("Or a file as the body").fill("{{ steps.take_file.file }}");
    await addStep(page, "Notify");
    await page.getByLabel("Title").fill("{{ trigger.name }} was sent");
  });

  await test.step("published with the word that copies may be taken", async () => {
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("nobody else’s unless they allow it");
    await dialog.getByLabel(/Floyo will take copies/).check();
    await dialog.getByRole("button", { name: "Publish version" }).click();
    await expect(page.getByText("v1 in use")).toBeVisible();
    await expect(page.getByRole("region", { name: "Your files" })).toContainText("Floyo takes copies");
  });

  await test.step("dropped into the watched folder, the file starts a run that goes live to its end", async () => {
    await page.goto("/runs");
    await expect(page.getByRole("heading", { name: "Runs", level: 1 })).toBeVisible();
    await writeFile(page, `${FOLDER}/Downloads/orders-2026-12-02.csv`, CSV);
    const run = page.getByRole("article").first();
    await expect(run).toContainText("orders-2026-12-02.csv", { timeout: 30_000 });
    await run.getByRole("link").first().click();
    const steps = page.getByRole("list", { name: "Steps" });
    await expect(steps).toContainText("Take orders-{date}.csv");
    await expect(page.getByRole("status").filter({ hasText: /^done$/ })).toBeVisible({ timeout: 30_000 });
    await expect(steps).toContainText("HTTP request");
  });

  await test.step("the receiver got the file once, and its person was told", async () => {
    expect(receiver.received).toEqual([{ path: "/orders", type: "text/csv; charset=utf-8", body: CSV }]);
    const { data } = await person.client.from("notifications").select("title");
    expect(data).toEqual([{ title: "orders-2026-12-02.csv was sent" }]);
  });
});

test("a run that waits stays on its version; of a broken receiver each attempt is seen, and mended it goes on at that step", async ({
  page,
}) => {
  const person = await aPerson("mender");
  const { workflow, run } = await aRunThatAsks(person, `${receiver.url}/first`);
  const before = receiver.received.length;
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();

  await test.step("changed and published while it waits", async () => {
    await page.goto(`/runs/${run}`);
    await expect(page.getByRole("status").filter({ hasText: "waits for an approval" })).toBeVisible();
    await page.goto(`/workflows/${workflow}`);
    await page.getByLabel("Address").fill(`${receiver.url}/second`);
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publish version" }).click();
    await expect(page.getByText("v2 in use")).toBeVisible();
  });

  await test.step("answered, it goes on as version 1, and three attempts fail", async () => {
    receiver.status = 500;
    await page.goto(`/runs/${run}`);
    await page.getByRole("button", { name: "Approve" }).click();
    await expect(page.getByRole("status").filter({ hasText: /^failed$/ })).toBeVisible();
    await expect(page.getByRole("list", { name: "Attempts" }).getByRole("listitem")).toHaveCount(3);
    await expect(page.getByText(/^v1 · started/)).toBeVisible();
  });

  await test.step("mended, it goes on at that step to its end, under the same key", async () => {
    receiver.status = 200;
    await page.getByRole("button", { name: "Resume at step 2" }).click();
    await expect(page.getByRole("status").filter({ hasText: /^done$/ })).toBeVisible();
    await expect(page.getByText(/^v1 · started/)).toBeVisible();
    const calls = receiver.received.slice(before).map(({ path }) => path);
    expect(calls).toEqual(["/first", "/first", "/first", "/first"]);
    expect(new Set(receiver.keys.slice(before))).toEqual(new Set([`${run}/send`]));
  });
});

/** A run that asks before it calls this address, up to three times; gives its id and that of its workflow. */
async function aRunThatAsks(person: Person, url: string): Promise<{ workflow: string; run: string }> {
  const { client, orgId } = person;
  const steps = [
    { id: "ask", kind: "approval", with: { message: "Send it?" }, next: "send" },
    {
      id: "send",
      kind: "http",
      with: { method: "POST", url },
      retry: { tries: 2, backoff: "fixed", delaySeconds: 1 },
    },
  ];
  const definition = { version: 1, trigger: { kind: "manual" }, steps };
  const { data: workflow } = await client.rpc("create_workflow", { org_id: orgId, name: "Sent", definition });
  await client.rpc("publish_workflow", { id: workflow, expected_revision: 1 });
  const { data: run, error } = await client.rpc("start_run", { workflow_id: workflow });
  if (error) throw error;
  await startNow(person);
  return { workflow, run };
}

async function addStep(page: Page, kind: string): Promise<void> {
  await page.getByRole("button", { name: "Add a step", exact: true }).click();
  await page.getByRole("menuitem", { name: new RegExp(`^${kind}`) }).click();
}

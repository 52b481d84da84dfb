import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { lostControls } from "../support/lost-controls.ts";
import { anAddress, aPerson, PASSWORD } from "../support/person.ts";
import { outliveProof } from "../support/proof.ts";
import { clientOf } from "../support/session.ts";

test("settings are for whoever is signed in, and of their own organisations", async ({ page }) => {
  const stranger = await aPerson("stranger");
  const foreign = await stranger.client.rpc("create_organisation", { name: "Canary Works" });
  if (foreign.error) throw foreign.error;
  const own = (id: string) => [
    "/settings",
    "/settings/security",
    "/settings/keys",
    "/settings/organisations",
    `/settings/organisations/${id}`,
    `/settings/organisations/${id}/audit`,
  ];
  for (const path of [...own(foreign.data), "/invite?token=x"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Sign in" }), path).toBeVisible();
  }

  await signUpInBrowser(page, anAddress("neighbour"));
  for (const path of own(foreign.data).slice(4)) {
    const body = await (await page.goto(path))?.text();
    await expect(page.getByRole("heading", { name: "You are no member here" }), path).toBeVisible();
    expect(body, path).not.toContain("Canary Works");
  }

  const client = await clientOf(page.context());
  const made = await client.rpc("create_organisation", { name: "Own Works" });
  if (made.error) throw made.error;
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of own(made.data)) {
    expect(await violations(page, path), path).toEqual([]);
    expect(await lostControls(page), path).toEqual([]);
  }
});

test("a key is made with scopes and an end, shown once, and revoked", async ({ page }) => {
  await page.clock.install();
  await signUpInBrowser(page, anAddress("keeper"));
  await page.goto("/settings/keys");
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("studio-mac");
  await dialog.getByLabel(/Send events/).uncheck();
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog).toContainText("Choose at least one thing it may do.");
  await dialog.getByLabel(/Send events/).check();
  await dialog.getByLabel(/Read what Floyo found/).check();
  await dialog.getByLabel("Ends", { exact: true }).selectOption("90");
  await outliveProof(page);
  await page.clock.fastForward("00:16:00");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
  await proof.getByLabel("Password").fill("not the password");
  await proof.getByRole("button", { name: "Confirm" }).click();
  await expect(proof.getByText("This is not your password.")).toBeVisible();
  await proof.getByLabel("Password").fill(PASSWORD);
  await proof.getByRole("button", { name: "Confirm" }).click();

  const key = await dialog.getByRole("textbox", { name: "Key" }).inputValue();
  expect(key).toMatch(/^flk_/);
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText("send events, read what Floyo found")).toBeVisible();
  await expect(page.getByText(/not used yet · ends/)).toBeVisible();
  await page.reload();
  expect(await page.content()).not.toContain(key);

  await page.getByRole("button", { name: "Revoke studio-mac" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("No key yet.")).toBeVisible();
  const refused = await fetch(`${process.env.FLOYO_FUNCTIONS_URL}/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ source: crypto.randomUUID(), sentAt: new Date().toISOString(), events: [] }),
  });
  expect(refused.status).toBe(401);
});

async function violations(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^Loading/ })).toHaveCount(0);
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}

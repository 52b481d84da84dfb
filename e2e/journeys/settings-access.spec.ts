import { expect, test } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { anAddress, aPerson, PASSWORD } from "../support/person.ts";
import { outliveProof } from "../support/proof.ts";

test("settings are for whoever is signed in, and of their own organisations", async ({ page }) => {
  const stranger = await aPerson("stranger");
  const foreign = await stranger.client.rpc("create_organisation", { name: "Canary Works" });
  if (foreign.error) throw foreign.error;
  const theirs = [`/settings/organisations/${foreign.data}`, `/settings/organisations/${foreign.data}/audit`];
  for (const path of ["/settings", ...theirs, "/invite?token=x"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Sign in" }), path).toBeVisible();
  }

  await signUpInBrowser(page, anAddress("neighbour"));
  for (const path of theirs) {
    const body = await (await page.goto(path))?.text();
    await expect(page.getByRole("heading", { name: "You are no member here" }), path).toBeVisible();
    expect(body, path).not.toContain("Canary Works");
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

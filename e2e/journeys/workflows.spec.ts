import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { axeFaults } from "../support/axe.ts";
import { PASSWORD, type Person } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";

test.use({ timezoneId: SEEDED_ZONE });

test("a workflow is made, put right, published, changed by two people at once, rolled back, run, and deleted with a way back", async ({
  page,
}) => {
  const person = await aPersonWithWeeks("builder");
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("heading", { name: "Feed", level: 1 })).toBeVisible();

  await test.step("a suggestion becomes a draft with the person's own files, and is taken back", async () => {
    const card = page.getByRole("article").filter({ hasText: "orders-" });
    await card.getByRole("button", { name: "Make it a workflow" }).click();
    await expect(page.getByText("never published")).toBeVisible();
    await expect(page.getByLabel("Path", { exact: true })).toHaveValue("Downloads/orders-{date}.csv");
    await expect(page.getByRole("main")).toContainText("Finance/Weekly");
    await page.getByRole("button", { name: "Undo" }).last().click();
    await expect(card).toBeVisible();
  });

  await test.step("made from the first-use page, it says what is missing where it is missing", async () => {
    await page.goto("/workflows");
    await page.getByRole("button", { name: "Make a workflow" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Orders to the books");
    await page.getByRole("button", { name: "Make it" }).click();
    await expect(page.getByRole("heading", { name: "Orders to the books", level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "Add a question" }).click();
    await page.getByLabel("Question", { exact: true }).fill("How much?");
    await page.getByRole("group", { name: "Questions" }).getByLabel("Name in expressions").fill("amount");
    await page.getByLabel("Answer", { exact: true }).selectOption("number");
    await addStep(page, "Add the first step", "Set values");
    await page.getByRole("button", { name: "Add a line" }).click();
    await page.getByLabel("Values: name 1").fill("doubled");
    await page.getByLabel("Values: value 1").fill("{{ input.amount * 2 }}");
    await addStep(page, "Add a step", "Ask a person");
    await page.getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText("One thing is not right yet, so nothing was saved.")).toBeVisible();
    await expect(page.getByLabel("Question", { exact: true }).last()).toHaveAttribute("aria-invalid", "true");
  });

  await test.step("put right, it is published as version 1; undo and redo go over what was typed", async () => {
    const message = page.locator("section", { has: page.getByRole("heading", { name: "Ask a person" }) });
    await message.getByLabel("Question", { exact: true }).fill("Book {{ vars.doubled }}?");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(message.getByLabel("Question", { exact: true })).toHaveValue("");
    await page.getByRole("button", { name: "Redo" }).click();
    await expect(message).toContainText('With an example{"message":"Book 2?"}');
    await publish(page, "the first");
    await expect(page.getByText("v1 in use")).toBeVisible();
  });

  await test.step("tried with an input of one's own, it shows what would happen and nothing happens", async () => {
    await page.getByRole("button", { name: "Try it" }).click();
    const trial = page.getByRole("dialog", { name: "Try it" });
    await trial.getByLabel("What it was given (input)").fill('{ "amount": 21 }');
    await trial.getByText("Ask a person").click();
    await expect(trial).toContainText("Book 42?");
    await expect(trial.getByText("The run would come to its end.")).toBeVisible();
    await trial.getByRole("button", { name: "Close" }).click();
    expect((await person.client.from("runs").select("id")).data).toEqual([]);
  });

  await test.step("in the picture a step is put on a way, led elsewhere, refused a way back, removed; form and picture go along", async () => {
    const picture = page.getByRole("region", { name: "Picture" });
    const step = (name: RegExp) => picture.getByRole("button", { name });
    await picture.getByRole("button", { name: "Show all" }).click();
    await picture
      .getByRole("button", { name: /^Put a step between step 2, Ask a person \(if rejected\)/ })
      .click();
    await page.getByRole("menuitem", { name: /^Notify/ }).click();
    await expect(page.getByLabel("By", { exact: true })).toBeFocused();
    await expect(step(/^Step 3 of 3, Notify/)).toHaveAttribute("aria-current", "step");
    await page.getByLabel("Question", { exact: true }).last().focus();
    await expect(step(/^Step 2 of 3.*If rejected: step 3, Notify/)).toHaveAttribute("aria-current", "step");
    expect(await axeFaults(page, { within: "aside" })).toEqual([]);

    await step(/^Step 2 of 3/).focus();
    await page.keyboard.press("ArrowUp");
    await expect(step(/^Step 1 of 3/)).toBeFocused();
    await picture.getByLabel("Goes on to", { exact: true }).selectOption({ label: "3. Notify" });
    await expect(step(/^Step 1 of 3, Set values. Then step 3, Notify/)).toBeVisible();
    await expect(step(/^Step 2 of 3.*Nothing leads here/)).toBeVisible();
    await page.keyboard.press("Control+z");
    await picture.getByRole("button", { name: "Show all" }).click();
    await drawWay(page, { from: "notify", to: "set" });
    await expect(picture.getByRole("status")).toContainText("a run would never end");

    await step(/^Step 1 of 3/).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(step(/^Step 3 of 3/)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByLabel("By", { exact: true })).toBeFocused();
    await step(/^Step 3 of 3/).focus();
    await page.keyboard.press("Delete");
    await expect(step(/^Step 2 of 2/)).toBeFocused();
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect(step(/^Step 2 of 2.*If rejected: the end/)).toBeVisible();
    await expect(page.getByText("not saved")).toBeHidden();
  });

  await test.step("somebody else saves meanwhile: both are shown, nothing is lost, mine is chosen", async () => {
    const { draft, id } = await onlyWorkflow(person);
    await page.getByLabel("Name of the workflow").fill("Orders to my books");
    const { error } = await person.client.rpc("save_workflow", {
      id,
      expected_revision: draft.revision,
      definition: draft.definition,
      name: "Orders to their books",
    });
    expect(error).toBeNull();
    await page.getByRole("button", { name: "Save draft" }).click();
    const dialog = page.getByRole("dialog", { name: "Somebody else has saved this workflow" });
    await expect(dialog).toContainText(
      "Theirs is called “Orders to their books”, yours “Orders to my books”.",
    );
    await dialog.getByRole("button", { name: "Save mine over it" }).click();
    await expect(page.getByText("not saved")).toBeHidden();
    expect((await onlyWorkflow(person)).name).toBe("Orders to my books");
  });

  await test.step("leaving with something unsaved is asked about", async () => {
    await page.getByLabel("Name of the workflow").fill("Orders to the books");
    page.once("dialog", (question) => void question.dismiss());
    await page.getByRole("navigation", { name: "Where you are" }).getByRole("link").click();
    await expect(page.getByRole("heading", { name: "Orders to the books", level: 1 })).toBeVisible();
  });

  await test.step("a second version shows its difference, and the first is published once more", async () => {
    await page.getByLabel("Values: value 1").fill("{{ input.amount * 3 }}");
    await publish(page, "three times");
    await expect(page.getByText("v2 in use")).toBeVisible();
    await page.getByRole("button", { name: "Look at version 1" }).click();
    const panel = page.getByRole("dialog", { name: "Version 1" });
    await expect(panel).toContainText("steps.set.with.values.doubled");
    await panel.getByRole("button", { name: "Go back to v1" }).click();
    await expect(page.getByText("v3 in use")).toBeVisible();
  });

  await test.step("exported, it is the same after an import", async () => {
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: /^Export/ }).click();
    const path = await (await saving).path();
    const { definition } = JSON.parse(readFileSync(path, "utf8"));
    expect(definition).toEqual((await onlyWorkflow(person)).draft.definition);
  });

  await test.step("run by hand, it computes and asks; answered, it goes on to its end", async () => {
    await page.getByRole("button", { name: "Run now" }).click();
    await page.getByRole("dialog").getByLabel("How much?").fill("33");
    await page.getByRole("button", { name: "Start" }).click();
    await expect(page.getByRole("status").filter({ hasText: /^waits for an approval$/ })).toBeVisible();
    await expect(page.getByText("Book 66?").first()).toBeVisible();
    await page.getByRole("button", { name: "Approve" }).click();
    await expect(page.getByRole("status").filter({ hasText: /^done$/ })).toBeVisible();
    await page.goBack();
  });

  await test.step("run by hand, the run has a page of its own and can be cancelled", async () => {
    await page.getByRole("button", { name: "Run now" }).click();
    await page.getByRole("dialog").getByLabel("How much?").fill("21");
    await page.getByRole("button", { name: "Start" }).click();
    await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("list", { name: "Steps" })).toContainText("by hand");
    await expect(page.getByRole("region", { name: "Run" })).toContainText('"amount": 21');
    await page.getByRole("button", { name: "Cancel run" }).click();
    await expect(page.getByRole("status").filter({ hasText: /^cancelled$/ })).toBeVisible();
    await page.goto("/runs?status=cancelled&q=orders");
    await expect(page.getByRole("article")).toHaveCount(1);
    await page.getByLabel("State").selectOption("failed");
    await expect(page.getByRole("heading", { name: "No run fits" })).toBeVisible();
  });

  await test.step("paused by somebody else, the open list says so by itself", async () => {
    await page.goto("/workflows");
    await expect(page.getByRole("article")).toHaveCount(1);
    const { id } = await onlyWorkflow(person);
    await expect(page.getByRole("article")).not.toContainText("paused");
    // The page reads itself again every minute; what is there by then came over the live line.
    await expect(async () => {
      expect((await person.client.rpc("resume_workflow", { id })).error).toBeNull();
      expect((await person.client.rpc("pause_workflow", { id })).error).toBeNull();
      await expect(page.getByRole("article")).toContainText("paused", { timeout: 3_000 });
    }).toPass({ timeout: 25_000 });
  });

  await test.step("deleted, it can be brought back", async () => {
    await page.getByRole("link", { name: /^Orders to/ }).click();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: /^Delete/ }).click();
    await expect(page.getByRole("heading", { name: "Nothing runs by itself yet" })).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("link", { name: /^Orders to/ })).toBeVisible();
  });
});

async function addStep(page: Page, button: string, kind: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("menuitem", { name: new RegExp(`^${kind}`) }).click();
}

/** Draws a way from where a step goes on to another step of the picture. */
async function drawWay(page: Page, { from, to }: { from: string; to: string }): Promise<void> {
  await page.locator(`[data-nodeid="${from}"][data-handleid="next"]`).hover();
  await page.mouse.down();
  await page.locator(`.react-flow__node[data-id="${to}"]`).hover();
  await page.mouse.up();
}

async function publish(page: Page, note: string): Promise<void> {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Note").fill(note);
  await dialog.getByRole("button", { name: "Publish version" }).click();
  await expect(dialog).toBeHidden();
}

async function onlyWorkflow({ client }: Person) {
  const { data, error } = await client
    .from("workflows")
    .select("id,name,draft,draft_revision")
    .is("deleted_at", null)
    .single();
  if (error) throw error;
  return {
    id: data.id as string,
    name: data.name as string,
    draft: { definition: data.draft, revision: data.draft_revision as number },
  };
}

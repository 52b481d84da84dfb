import { expect, test } from "@playwright/test";
import { signInInBrowser } from "../support/account.ts";
import { mailTo } from "../support/mail.ts";
import { aPerson, PASSWORD } from "../support/person.ts";
import { fails, publishTelling, runTimes, tells } from "../support/told.ts";
import { runWorkflow, startNow } from "../support/workflow.ts";

test("what a workflow tells arrives live, is read and unread, is mailed as chosen, and its mails are stopped by one click", async ({
  page,
  request,
}) => {
  const person = await aPerson("reader");
  const telling = await publishTelling(person, {
    name: "Weekly orders",
    steps: tells("<b>42</b> orders came", "Look at them\nbefore noon."),
  });
  await signInInBrowser(page, person.email, PASSWORD);
  await page.waitForURL(/\/(feed|welcome)/);
  await page.goto("/settings/notifications");
  const mail = page.getByLabel("Mail: Messages");
  await mail.selectOption({ label: "Mail at once" });
  await expect(page.getByText("It holds from now on.", { exact: true }).last()).toBeVisible();
  await page.goto("/notifications");
  await expect(page.getByRole("heading", { name: "Nothing to tell yet" })).toBeVisible();

  await test.step("the bell counts it while the page is open; its text stays text", async () => {
    await runTimes(person, telling, 1);
    await expect(page.getByRole("link", { name: "Notifications, 1 unread" })).toBeVisible();
    const told = page.getByRole("article");
    await expect(told.getByRole("link", { name: "<b>42</b> orders came" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  });

  // What is read before its mail goes out is not mailed any more.
  await startNow(person);
  const letter = await mailTo(person.email, /orders came/);

  await test.step("opening it leads to its run and marks it; it can be unread again, and all be read with a way back", async () => {
    await page.getByRole("link", { name: "<b>42</b> orders came" }).click();
    await expect(page).toHaveURL(/\/runs\//);
    await expect(page.getByRole("link", { name: "Notifications", exact: true })).toBeVisible();
    await page.goBack();
    await page.getByRole("button", { name: /^Mark as unread/ }).click();
    await expect(page.getByRole("link", { name: "Notifications, 1 unread" })).toBeVisible();
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await expect(page.getByRole("link", { name: "Notifications", exact: true })).toBeVisible();
    await page.getByRole("tab", { name: "Unread" }).click();
    await expect(page.getByRole("heading", { name: "Nothing is unread" })).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("link", { name: "<b>42</b> orders came" })).toBeVisible();
  });

  await test.step("the mail is stopped by a mail program's POST, which a page of another site may send; a forged link stops nothing", async () => {
    const { ListUnsubscribe } = letter;
    expect(ListUnsubscribe.HeaderPost).toBe("List-Unsubscribe=One-Click");
    const link = ListUnsubscribe.Links[0] ?? "";
    const post = (url: string) =>
      request.post(url, { form: { "List-Unsubscribe": "One-Click" }, headers: { cookie: "" } });
    expect((await post(link.replace(".message.", ".digest."))).status()).toBe(404);
    expect((await request.get(link)).status()).toBe(200);
    await page.goto("/settings/notifications");
    await expect(mail).toHaveValue("at_once");

    expect([(await post(link)).status(), (await post(link)).status()]).toEqual([200, 200]);
    await page.reload();
    await expect(mail).toHaveValue("never");

    await mail.selectOption({ label: "Mail at once" });
    await expect(page.getByText("It holds from now on.", { exact: true }).last()).toBeVisible();
    await page.goto(link);
    await page.getByRole("button", { name: "Stop them" }).click();
    await expect(page.getByRole("heading", { name: "Stopped" })).toBeVisible();
    await page.getByRole("link", { name: "Choose what is mailed" }).click();
    await expect(mail).toHaveValue("never");
  });

  await test.step("what a run asks is answered by the link of the mail, once, and reading the link answers nothing", async () => {
    const { run } = await runWorkflow(person);
    const status = async () =>
      (await person.client.from("runs").select("status").eq("id", run)).data?.[0]?.status;
    await expect.poll(status).toBe("waiting");
    await startNow(person);
    const { Text } = await mailTo(person.email, /Weekly orders asks you/);
    const link = /http\S+\/approve\S+/.exec(Text)?.[0] ?? "";
    await request.get(link);
    expect(await status()).toBe("waiting");
    await page.goto(link);
    await expect(page.getByText("Send 42 orders?")).toBeVisible();
    await page.getByLabel("Comment").fill("Fine by me");
    await page.getByRole("button", { name: "Approve" }).click();
    await expect(page.getByRole("heading", { name: "Approved" })).toBeVisible();
    await expect.poll(status).toBe("done");
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "Answered already" })).toBeVisible();
  });

  await test.step("runs that failed are told as one line, which leads to them; they are run again together, once each", async () => {
    const failing = await publishTelling(person, { name: "Sums", steps: fails() });
    await runTimes(person, failing, 3);
    await page.goto("/notifications");
    await expect(page.getByRole("link", { name: /Sums failed$/ })).toHaveCount(1);
    await page.getByRole("link", { name: "3 runs of Sums failed" }).click();
    await expect(page).toHaveURL(`/runs?status=failed&workflow=${failing}`);
    await page.getByRole("button", { name: "Run these 3 again" }).click();
    await page.getByRole("button", { name: "Run again", exact: true }).click();
    await expect(page.getByText("3 of 3 started again.")).toBeVisible();
    await expect(page.getByRole("article")).toHaveCount(6);
    await page.goto("/runs?status=dead");
    await expect(page.getByRole("heading", { name: "No run fits" })).toBeVisible();
  });
});

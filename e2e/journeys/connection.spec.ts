import { type BrowserContext, expect, test, type WebSocketRoute } from "@playwright/test";
import { signUpInBrowser } from "../support/account.ts";
import { anAddress, PASSWORD } from "../support/person.ts";

test("a session that ends elsewhere asks in an open tab for the password, and goes on where it was", async ({
  page,
  context,
}) => {
  const email = anAddress("elsewhere");
  await page.clock.install();
  await signUpInBrowser(page, email);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();

  await endEverySession(context);
  // The token that the tab holds lasts an hour; after that the tab has to ask, and hears that nobody is signed in.
  await page.clock.fastForward("01:05:00");

  const dialog = page.getByRole("dialog", { name: "Your session ended" });
  await expect(dialog).toBeVisible({ timeout: 30_000 });
  await dialog.getByLabel("Password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
});

test("a lost live line is said, and found again without a reload", async ({ page, context }) => {
  const lines: WebSocketRoute[] = [];
  let isCut = false;
  await context.routeWebSocket(/\/realtime\//, (line) => {
    if (isCut) return void line.close();
    line.connectToServer();
    lines.push(line);
  });
  const notice = page.getByText(/The live line is down/);
  await signUpInBrowser(page, anAddress("live"));
  await expect.poll(() => lines.length).toBeGreaterThan(0);
  await expect(notice).toBeHidden();

  isCut = true;
  for (const line of lines) await line.close();
  await expect(notice).toBeVisible();

  isCut = false;
  await expect(notice).toBeHidden();
});

/** What "sign out everywhere" on another device does. */
async function endEverySession(context: BrowserContext): Promise<void> {
  const token = await context.request.get("/api/token", { headers: { "sec-fetch-site": "same-origin" } });
  const { accessToken } = (await token.json()) as { accessToken: string };
  const response = await fetch(`${process.env.SUPABASE_URL}/auth/v1/logout?scope=global`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${accessToken}`,
      apikey: process.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? "",
    },
  });
  expect(response.status).toBe(204);
}

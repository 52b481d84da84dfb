import { expect, test } from "@playwright/test";
import { allPlaces } from "../security/site-map.ts";
import { signInInBrowser, signUpInBrowser } from "../support/account.ts";
import { watchPolicy } from "../support/broken-policy.ts";
import { linksOf, missingTarget, openAddress, shapeOf } from "../support/links.ts";
import { faultsOf } from "../support/page-faults.ts";
import { anAddress, PASSWORD } from "../support/person.ts";
import { aPersonWithWeeks, SEEDED_ZONE } from "../support/seeded.ts";
import { runWorkflow } from "../support/workflow.ts";

/** Addresses of one shape, such as two patterns, differ in content only: so many of them are opened. */
const OF_A_SHAPE = 2;
const IDS = { id: "none", part: "1", provider: "github", token: "none" };

test.use({ timezoneId: SEEDED_ZONE });

test("what everybody may see, and what a new person sees, can be read and used by all", async ({ page }) => {
  const pages = allPlaces(IDS)
    .filter(({ kind, isOwn }) => kind === "page" && !isOwn)
    .map(({ path }) => path);
  const faults: string[] = [];
  const broken = watchPolicy(page);

  for (const path of [...pages, "/no-such-page"]) await lookAt(path);
  await signUpInBrowser(page, anAddress("reader"));
  for (const path of ["/feed", "/patterns", "/timeline", "/sources", "/settings/keys"]) await lookAt(path);

  expect(faults).toEqual([]);
  expect(broken).toEqual([]);
  expect(pages).toEqual(expect.arrayContaining(["/", "/pricing", "/privacy", "/sign-in"]));

  async function lookAt(path: string): Promise<void> {
    await page.goto(path);
    await expect(page.locator("h1").first()).toBeVisible();
    faults.push(...(await faultsOf(page)).map((fault) => `${path}: ${fault}`));
  }
});

test("every page of a person is reached by a link, every link leads somewhere, and all of it can be read and used", async ({
  page,
}) => {
  const person = await aPersonWithWeeks("walker");
  const { data: team, error } = await person.client.rpc("create_organisation", { name: "Reports team" });
  if (error) throw error;
  await runWorkflow(person);
  await signInInBrowser(page, person.email, PASSWORD);
  await expect(page.getByRole("article").first()).toBeVisible();

  const faults: string[] = [];
  const broken = watchPolicy(page);
  const linkedFrom = new Map([
    ["/feed", "the first page"],
    ["/welcome", "the sign-up"],
  ]);
  const shapes = new Map<string, number>();
  for (const [address, origin] of linkedFrom) {
    const { pathname, hash } = new URL(address, page.url());
    const shape = `${shapeOf(pathname)}${hash}`;
    const opened = (shapes.get(shape) ?? 0) + 1;
    if (opened > OF_A_SHAPE) continue;
    shapes.set(shape, opened);

    const problem = await openAddress(page, address);
    if (problem) faults.push(`${address}, linked from ${origin}: ${problem}`);
    for (const link of await linksOf(page)) {
      const target = new URL(link, page.url());
      if (target.hash && target.pathname === pathname) {
        const missing = await missingTarget(page, target.hash);
        if (missing) faults.push(`${link} on ${address}: ${missing}`);
      } else if (!linkedFrom.has(link)) linkedFrom.set(link, address);
    }
    if (opened === 1 && hash === "")
      faults.push(...(await faultsOf(page)).map((fault) => `${address}: ${fault}`));
  }

  expect(faults).toEqual([]);
  expect(broken).toEqual([]);
  const unseen = allPlaces({ ...IDS, id: team as string })
    .filter(({ kind, isOwn, path }) => kind === "page" && isOwn && !shapes.has(shapeOf(path)))
    .map(({ path }) => path);
  expect(unseen).toEqual([]);
});

import { defineConfig } from "@playwright/test";

const { FLOYO_SITE_URL, FLOYO_BROWSER_PATH, FLOYO_BROWSER_ARGS, SUPABASE_URL } = process.env;

for (const [name, url] of Object.entries({ FLOYO_SITE_URL, SUPABASE_URL })) {
  if (!url || new URL(url).hostname !== "127.0.0.1") {
    throw new Error(
      `The journeys write test people: ${name} must be on 127.0.0.1, got "${url ?? ""}". Run them with npm test.`,
    );
  }
}

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  // A journey mostly waits, for the queue and for pages: two at a time share the two processors of CI.
  workers: 2,
  // Every journey has people of its own, so the two workers share them out one by one and end together.
  fullyParallel: true,
  retries: 0,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json"]],
  use: {
    baseURL: FLOYO_SITE_URL,
    // Recording what nobody reads makes the journeys half as long again; a failure keeps its picture and page text.
    trace: process.env.FLOYO_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: FLOYO_BROWSER_PATH,
      args: JSON.parse(FLOYO_BROWSER_ARGS ?? "[]") as string[],
    },
  },
  projects: [
    {
      name: "e2e",
      // Of `npm run test:deep` the whole crawl alone: the rest is tested with each change.
      testMatch:
        process.env.FLOYO_CRAWL === "whole"
          ? "security/crawl.spec.ts"
          : ["journeys/*.spec.ts", "security/*.spec.ts"],
    },
    { name: "screens", testMatch: "screens/*.spec.ts" },
  ],
});

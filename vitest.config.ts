import { defineConfig } from "vitest/config";

const SOURCES = ["shared", "cli", "functions", "web", "supabase", "scripts", "e2e"];
const files = (suffix: string) => SOURCES.map((folder) => `${folder}/**/*.${suffix}`);

/** Limits tell a test that hangs from one that waits for its turn on a busy machine, so they are generous. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

export default defineConfig({
  test: {
    // Vitest would leave one processor idle; two files at a time halve the wait on the two that CI has.
    maxWorkers: 2,
    // The functions log every request: what passed tests print would drown the ones that failed.
    silent: "passed-only",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: files("test.ts"),
          exclude: ["**/node_modules/**", "**/*.platform.test.ts"],
          environment: "node",
          // Units keep nothing between files, so the modules they share are loaded once for each worker.
          isolate: false,
          ...patience,
        },
      },
      {
        extends: true,
        test: {
          name: "platform",
          include: files("platform.test.ts"),
          exclude: ["**/node_modules/**"],
          environment: "node",
          globalSetup: ["supabase/local/testing/global-setup.ts"],
          ...patience,
        },
      },
    ],
  },
});

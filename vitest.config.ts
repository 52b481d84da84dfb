import { defineConfig } from "vitest/config";

const SOURCES = ["shared", "cli", "functions", "web", "supabase", "scripts", "e2e"];
const files = (suffix: string) => SOURCES.map((folder) => `${folder}/**/*.${suffix}`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: files("test.ts"),
          exclude: ["**/node_modules/**", "**/*.platform.test.ts"],
          environment: "node",
        },
      },
      {
        test: {
          name: "platform",
          include: files("platform.test.ts"),
          exclude: ["**/node_modules/**"],
          environment: "node",
          globalSetup: ["supabase/local/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          // Polls wait for other processes; a busy machine may keep those waiting beyond vitest's one second.
          expect: { poll: { timeout: 5_000 } },
        },
      },
    ],
  },
});

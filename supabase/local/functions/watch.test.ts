import { expect, test } from "vitest";
import { ownerOf } from "./watch.ts";

test("a file in a function's folder is that function's alone", () => {
  expect(ownerOf("functions", "ingest/parse.ts")).toEqual({ name: "ingest" });
});

test("shared code, underscore folders and the import map are everybody's", () => {
  expect(ownerOf("shared", "events/event.ts")).toBe("all");
  expect(ownerOf("functions", "_http/endpoint.ts")).toBe("all");
  expect(ownerOf("functions", "deno.json")).toBe("all");
});

test("tests, documents and installed packages restart nothing", () => {
  expect(ownerOf("functions", "ingest/index.test.ts")).toBe("nobody");
  expect(ownerOf("shared", "README.md")).toBe("nobody");
  expect(ownerOf("shared", "node_modules/zod/index.js")).toBe("nobody");
});

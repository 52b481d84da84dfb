import { expect, test } from "vitest";
import { findTemplates, type ListedTemplate } from "./listed-template.ts";

const aTemplate = (given: Partial<ListedTemplate>): ListedTemplate => ({
  key: "one",
  name: "Keep exports",
  purpose: "Each export is kept.",
  group: "files",
  starts: "When a file is created",
  steps: ["Put it into the bucket"],
  services: ["S3 storage"],
  asks: [],
  ...given,
});
const LIST = [aTemplate({}), aTemplate({ key: "two", name: "Tell the team", services: ["Slack"] })];
const keysFor = (search: string) => findTemplates(LIST, search).map(({ key }) => key);

test("a search finds names, services and steps, whatever their case, by every word of it", () => {
  expect(keysFor("slack")).toEqual(["two"]);
  expect(keysFor("  BUCKET export ")).toEqual(["one", "two"]);
  expect(keysFor("bucket slack")).toEqual(["two"]);
  expect(keysFor("fax")).toEqual([]);
});

test("no word finds all, in their order", () => {
  expect(keysFor(" ")).toEqual(["one", "two"]);
});

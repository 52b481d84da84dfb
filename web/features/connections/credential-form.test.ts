import type { Connector } from "@floyo/shared/connectors/connector.ts";
import { findConnector } from "@floyo/shared/connectors/connectors.ts";
import { expect, test } from "vitest";
import {
  askedFields,
  credentialProblems,
  firstCredential,
  givenCredential,
  needsSignIn,
} from "./credential-form.ts";

const http = findConnector("http") as Connector;
const slack = findConnector("slack") as Connector;
const fieldsOf = (filled: Record<string, string>) => askedFields(http, filled).map(({ field }) => field);

test("a form asks for what the chosen kind has", () => {
  const filled = firstCredential(http);

  expect(fieldsOf(filled)).toEqual(["kind", "address", "header", "value"]);
  expect(fieldsOf({ ...filled, kind: "basic" })).toEqual(["kind", "address", "user", "password"]);
});

test("what another kind had filled in is not sent", () => {
  const filled = { ...firstCredential(slack), kind: "webhook", token: "xoxb-1", webhook: "https://x" };

  expect(givenCredential(slack, filled)).toEqual({ kind: "webhook", webhook: "https://x" });
});

test("each field says what is missing or wrong", () => {
  expect([...credentialProblems(slack, firstCredential(slack))]).toEqual([["token", "This is missing."]]);
  expect([...credentialProblems(slack, { kind: "bot", token: "hunter2" })]).toEqual([
    ["token", "A token begins with xoxb-."],
  ]);
});

test("signing in is known before all is filled in", () => {
  expect(needsSignIn(http, { ...firstCredential(http), kind: "oauth-person" })).toBe(true);
  expect(needsSignIn(http, { ...firstCredential(http), kind: "oauth-client" })).toBe(false);
  expect(needsSignIn(findConnector("dropbox") as Connector, {})).toBe(true);
  expect(needsSignIn(slack, firstCredential(slack))).toBe(false);
});

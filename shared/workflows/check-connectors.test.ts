import { expect, test } from "vitest";
import { checkDefinition } from "./check-definition.ts";

const CONNECTION = "01890a5d-ac96-774b-bcce-b302099a8057";
const issuesOf = (settings: object, rest: object = {}) => {
  const given = { connector: "resend", action: "send-mail", connectionId: CONNECTION, settings, ...rest };
  const definition = {
    version: 1,
    trigger: { kind: "manual" },
    steps: [{ id: "mail", kind: "connector", with: given }],
  };
  return checkDefinition(definition, { now: 0 }).issues.map(({ place, message, severity }) => [
    place,
    message,
    severity,
  ]);
};
const MAIL = { from: "ana@example.com", to: "{{ input.mail }}", subject: "Hello {{ input.name }}" };

test("settings of an action pass, with templates where values come later", () => {
  expect(issuesOf(MAIL)).toEqual([]);
});

test("what is missing or wrong is named at its place", () => {
  expect(issuesOf({ ...MAIL, subject: "", from: "ana" })).toEqual([
    ["steps.0.with.settings.from", "write an address as ana@example.com or Ana <ana@example.com>", "error"],
    ["steps.0.with.settings.subject", "this is missing", "error"],
  ]);
});

test("a service or an action that does not exist is refused", () => {
  expect(issuesOf(MAIL, { connector: "fax" })).toEqual([
    ["steps.0.with.connector", 'there is no service "fax"', "error"],
  ]);
  expect(issuesOf(MAIL, { action: "send-fax" })).toEqual([
    ["steps.0.with.action", 'Resend has no action "send-fax"', "error"],
  ]);
});

test("a step without a connection is warned of", () => {
  expect(issuesOf(MAIL, { connectionId: null })).toEqual([
    ["steps.0.with.connectionId", "choose a connection of Resend; without one this step fails", "warning"],
  ]);
});

test("an expression within the settings is checked like any other", () => {
  expect(issuesOf({ ...MAIL, text: "{{ steps.gone.x }}" })[0]?.[1]).toBe('no step is called "gone"');
});

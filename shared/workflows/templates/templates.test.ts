import { describe, expect, test } from "vitest";
import { CONNECTORS } from "../../connectors/connectors.ts";
import { checkDefinition } from "../check-definition.ts";
import { STEP_KINDS } from "../step-kinds.ts";
import { TRIGGERS } from "../trigger.ts";
import { fillTemplate } from "./fill-template.ts";
import { placeOf, TEMPLATE_GROUPS, type Template, type TemplateAsk } from "./template.ts";
import { draftFromTemplate, servicesOf, TEMPLATES } from "./templates.ts";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const CONNECTED = Object.fromEntries(CONNECTORS.map(({ key }) => [key, ID]));
/** Asks whose example is words, since ids are chosen from a list or copied. */
const CHOSEN: Record<string, string> = { workflowId: ID, "settings.folder": "1AbC" };

const errorsOf = (definition: unknown) =>
  checkDefinition(definition, { now: Date.parse("2026-12-01T09:00:00Z") }).issues;
const nameOf = ({ step, field }: TemplateAsk) => (step === null ? field : `${step}.${field}`);
const exampleOf = (ask: TemplateAsk) => CHOSEN[ask.field] ?? ask.example;
const filled = (template: Template) =>
  fillTemplate(
    template,
    Object.fromEntries(template.asks.map((ask) => [nameOf(ask), exampleOf(ask)])),
    CONNECTED,
  );

test("there are at least twenty, each with a key and a name of its own, in the order of their groups", () => {
  expect(TEMPLATES.length).toBeGreaterThanOrEqual(20);
  expect(new Set(TEMPLATES.map(({ key }) => key)).size).toBe(TEMPLATES.length);
  expect(new Set(TEMPLATES.map(({ name }) => name)).size).toBe(TEMPLATES.length);
  expect([...new Set(TEMPLATES.map(({ group }) => group))]).toEqual(TEMPLATE_GROUPS.map(({ key }) => key));
});

test("together they use every service, every start and every kind of step", () => {
  const definitions = TEMPLATES.map(({ definition }) => definition);

  expect(new Set(TEMPLATES.flatMap(servicesOf))).toEqual(new Set(CONNECTORS.map(({ name }) => name)));
  expect(new Set(definitions.map(({ trigger }) => trigger.kind))).toEqual(
    new Set(TRIGGERS.map(({ kind }) => kind)),
  );
  expect(new Set(definitions.flatMap(({ steps }) => steps.map(({ kind }) => kind)))).toEqual(
    new Set(STEP_KINDS.map(({ kind }) => kind)),
  );
});

describe.each(TEMPLATES.map((template) => [template.key, template] as const))("%s", (_key, template) => {
  test("is right once what it asks is filled in by its examples and its services are connected", () => {
    expect(errorsOf(filled(template))).toEqual([]);
  });

  test("lacks nothing but what it asks, and connections", () => {
    const asked = template.asks.map((ask) => placeOf(template, ask));

    const lacking = errorsOf(template.definition).filter(({ code }) => code !== "no_connection");

    expect(lacking.map(({ place }) => place).filter((place) => !asked.includes(place))).toEqual([]);
  });

  test("asks for places that are there, names a step for each, and holds no id of anybody", () => {
    for (const ask of template.asks) {
      if (ask.step !== null) expect(template.definition.steps.map(({ id }) => id)).toContain(ask.step);
    }
    expect(template.definition.steps.every(({ name }) => (name ?? "") !== "")).toBe(true);
    expect(JSON.stringify(template.definition)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|connectionId":"/);
    expect(template.purpose).toMatch(/^[A-Z].*\.$/);
  });
});

test("a schedule goes by the clock of whoever makes it", () => {
  const timed = TEMPLATES.find(({ definition }) => definition.trigger.kind === "schedule");

  expect(timed && draftFromTemplate(timed, "Europe/Berlin").trigger).toMatchObject({
    timeZone: "Europe/Berlin",
  });
});

test("filling one leaves the template as it was", () => {
  const before = JSON.stringify(TEMPLATES);

  for (const template of TEMPLATES) filled(template);

  expect(JSON.stringify(TEMPLATES)).toBe(before);
});

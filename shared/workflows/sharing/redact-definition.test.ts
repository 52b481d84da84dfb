import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONNECTORS } from "../../connectors/connectors.ts";
import { checkDefinition } from "../check-definition.ts";
import { WorkflowDefinition } from "../definition.ts";
import { fillTemplate } from "../templates/fill-template.ts";
import { TEMPLATES } from "../templates/templates.ts";
import { redactDefinition } from "./redact-definition.ts";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const TOKEN = "canary1234567890abcd";
/** Of each kind of thing that must not leave: none of these may be in what is shared. */
const PRIVATE = [
  "ana.private@firm-canary.example",
  "https://canary.internal.example:8443/v1/hook?key=abc",
  "/home/canary/books",
  "C:\\Canary\\Books\\march.xlsx",
  "Canary/Finance/2026/march.pdf",
  "canary-contract.docx",
  ID,
  "10.20.30.40",
  "canary9f86d081884c7d659a",
  `xoxb-${TOKEN}`,
  `sk_live_${TOKEN}`,
];
const HINT = /canary|01890a5d|10\.20\.30|xoxb|sk_live/i;

const parsed = (definition: unknown) => WorkflowDefinition.parse(definition);
const manual = (...steps: object[]) => parsed({ version: 1, trigger: { kind: "manual" }, steps });
const textOf = (definition: WorkflowDefinition) => JSON.stringify(redactDefinition(definition));
const privately = fc.constantFrom(...PRIVATE);
/** Words, then something private, then words. */
const sentence = fc
  .tuple(
    fc.constantFrom("", "Hello ", "see: ", "(", "ü "),
    privately,
    fc.constantFrom("", " please", ", then", ")", " ü"),
  )
  .map((parts) => parts.join(""));
const quoted = (text: string) => JSON.stringify(text);

test("wherever a text stands that people write, nothing private is left of it", () => {
  fc.assert(
    fc.property(sentence, (text) => {
      const definition = parsed({
        version: 1,
        trigger: {
          kind: "manual",
          fields: [{ name: "a", label: text, type: "choice", options: [text], help: text }],
        },
        steps: [
          {
            id: "note",
            name: text.slice(0, 120),
            kind: "notify",
            with: { title: text, message: `${text}\n{{ input.a }} ${text}` },
          },
          {
            id: "ask",
            kind: "approval",
            with: { message: `Send to {{ input.a = ${quoted(text)} ? ${quoted(text)} : "b" }}?` },
          },
          {
            id: "way",
            kind: "branch",
            with: { cases: [{ name: text.slice(0, 120), when: `input.a = ${quoted(text)}`, next: null }] },
          },
          {
            id: "sum",
            kind: "transform",
            with: { expression: `/* ${text.replaceAll("*/", "")} */ input.a & ${quoted(text)}` },
          },
        ],
      });

      expect(textOf(definition)).not.toMatch(HINT);
    }),
    { numRuns: 300 },
  );
});

test("wherever a value stands that says whom or what it reaches, nothing of it is left", () => {
  fc.assert(
    fc.property(sentence, fc.constantFrom("", "{{ input.a }}", " {{ input.a }} "), (text, around) => {
      const value = `${around}${text}${around}`;
      const definition = manual(
        {
          id: "call",
          kind: "http",
          with: {
            url: `https://${value}`,
            headers: { "x-key": value },
            query: { q: value },
            body: { list: [value, { deep: value }], [text]: 1 },
            connectionId: ID,
          },
        },
        { id: "values", kind: "set", with: { values: { secret: value } } },
        {
          id: "write",
          kind: "file",
          with: { do: "write", name: `${value}.csv`.slice(0, 255), data: [[value]] },
        },
        { id: "run", kind: "call-workflow", with: { workflowId: ID, input: { a: value } } },
        {
          id: "slack",
          kind: "connector",
          with: {
            connector: "slack",
            action: "post-message",
            connectionId: ID,
            settings: { channel: value, text: value },
          },
        },
        {
          id: "mail",
          kind: "connector",
          with: {
            connector: "resend",
            action: "send-mail",
            connectionId: ID,
            settings: { from: value, to: value, subject: value },
          },
        },
        {
          id: "gone",
          kind: "connector",
          with: { connector: "fax", action: "send", settings: { number: value } },
        },
      );

      expect(textOf(definition)).not.toMatch(HINT);
    }),
    { numRuns: 300 },
  );
});

test("ids of sources, workflows and habits go from what starts it", () => {
  const starts = [
    { kind: "file", match: "template", pattern: "Canary/{date}.csv", ops: ["created"], sourceId: ID },
    { kind: "failure", workflowId: ID },
    { kind: "absence", patternFingerprint: "canary" },
  ];
  for (const trigger of starts) {
    const shared = redactDefinition(
      parsed({ version: 1, trigger, steps: [], onFailure: { workflowId: ID } }),
    );
    expect(JSON.stringify(shared)).not.toMatch(HINT);
    expect(shared.gaps).toHaveLength(2);
  }
});

describe.each(TEMPLATES.map((template) => [template.key, template] as const))("of %s", (_key, template) => {
  const examples = Object.fromEntries(
    template.asks.map(({ step, field, example }) => [
      step === null ? field : `${step}.${field}`,
      field === "workflowId" ? ID : example,
    ]),
  );
  const connections = Object.fromEntries(CONNECTORS.map(({ key }) => [key, ID]));
  const whole = parsed(fillTemplate(template, examples, connections));
  const { definition, gaps } = redactDefinition(whole);

  test("steps, ways and expressions stay, so that it is right once its gaps are filled", () => {
    expect(definition.steps.map(({ id, kind, next, onError }) => ({ id, kind, next, onError }))).toEqual(
      whole.steps.map(({ id, kind, next, onError }) => ({ id, kind, next, onError })),
    );
    const places = gaps.map(({ place }) => place);
    const wrong = checkDefinition(definition, { now: Date.parse("2026-12-01") }).issues.filter(
      ({ place }) =>
        !places.some((gap) => place === gap || gap.startsWith(`${place}.`) || place.startsWith(`${gap}.`)),
    );
    expect(wrong).toEqual([]);
  });

  test("no connection stays, and each is a gap by the name of its service", () => {
    expect(JSON.stringify(definition)).not.toContain(ID);
    const services = whole.steps.filter(({ kind }) => kind === "connector");
    expect(gaps.filter(({ label }) => label.startsWith("Connection of"))).toHaveLength(services.length);
  });
});

test("words stay, so that a stranger sees what it is for", () => {
  const definition = manual({
    id: "ask",
    name: "Ask the team lead",
    kind: "approval",
    with: { message: "Send {{ input.amount }} euros to the customer and/or their bank by 12/2026?" },
  });

  const { definition: shared, gaps } = redactDefinition(definition);

  expect(shared.steps[0]).toMatchObject({
    name: "Ask the team lead",
    with: { message: "Send {{ input.amount }} euros to the customer and/or their bank by 12/2026?" },
  });
  expect(gaps).toEqual([]);
});

import type { Step, WorkflowDefinition } from "./definition.ts";
import { compileExpression, ExpressionError } from "./expressions/expression.ts";
import { templateParts, templatesIn } from "./expressions/template.ts";
import type { DefinitionIssue } from "./issue.ts";
import { stepKind } from "./step-kinds.ts";

const PLAIN_INPUTS = new Set([
  "choice",
  "number",
  "seconds",
  "yes-no",
  "step",
  "workflow",
  "connection",
  "connector",
  "action",
]);

/** Expressions of a step with their places: those of fields of their own, and those within templates. */
export function expressionsOf(step: Step, index: number): { place: string; source: string }[] {
  const settings = step.with as Record<string, unknown>;
  return stepKind(step.kind).form.flatMap(({ field, input }) => {
    const place = `steps.${index}.with.${field}`;
    const value = settings[field];
    if (PLAIN_INPUTS.has(input) || value === null || value === undefined) return [];
    if (input === "expression") return [{ place, source: String(value) }];
    if (input === "cases") {
      const cases = value as { when: string }[];
      return cases.map(({ when }, at) => ({ place: `${place}.${at}.when`, source: when }));
    }
    return templatesIn(value, place).flatMap(({ place: at, template }) =>
      templateParts(template).flatMap((part) =>
        "expression" in part ? [{ place: at, source: part.expression }] : [],
      ),
    );
  });
}

/** Expressions that cannot be read, and those that read steps which do not exist. */
export function checkExpressions({ steps }: WorkflowDefinition): DefinitionIssue[] {
  const ids = new Set(steps.map(({ id }) => id));
  return steps.flatMap((step, index) => {
    try {
      return expressionsOf(step, index).flatMap(({ place, source }) => checkExpression(source, place, ids));
    } catch (cause) {
      return [ofCause(cause, `steps.${index}.with`)];
    }
  });
}

function checkExpression(source: string, place: string, ids: ReadonlySet<string>): DefinitionIssue[] {
  try {
    return compileExpression(source)
      .steps.filter((id) => !ids.has(id))
      .map((id) => ({ place, code: "dangling", message: `no step is called "${id}"`, severity: "error" }));
  } catch (cause) {
    return [ofCause(cause, place)];
  }
}

function ofCause(cause: unknown, place: string): DefinitionIssue {
  if (!(cause instanceof ExpressionError)) throw cause;
  const at = cause.position === null ? "" : ` (at character ${cause.position})`;
  return { place, code: "syntax", message: `${cause.message}${at}`, severity: "error" };
}

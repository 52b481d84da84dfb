import jsonata from "jsonata";
import { type Budget, EXPRESSION_UNITS } from "./budget.ts";
import { BARRED_FUNCTIONS, replaceFunctions } from "./functions.ts";
import { LinearRegex } from "./linear-regex.ts";
import { MAX_LIST_LENGTH, MAX_TEXT_LENGTH, MAX_VALUE_NODES, measure } from "./measure.ts";
import { regexesIn, stepReferences, variablesIn } from "./syntax.ts";

const MAX_DEPTH = 300;
const MAX_CACHED = 500;
/** Cannot be written in an expression, so that none can reach or replace it. */
const METER = "\u0000meter";
const ENTRY = Symbol.for("jsonata.__evaluate_entry") as unknown as string;
const EXIT = Symbol.for("jsonata.__evaluate_exit") as unknown as string;

/** Why an expression gave nothing that can be used. `position` counts characters from its start. */
export class ExpressionError extends Error {
  readonly code: "syntax" | "failed" | "too_much_work" | "too_large" | "not_a_value";
  readonly position: number | null;

  constructor(code: ExpressionError["code"], message: string, position: number | null = null) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

export interface CompiledExpression {
  /** Steps whose output it reads, as in `steps.fetch.body`. */
  steps: readonly string[];
  evaluate(data: object, options: EvaluateOptions): Promise<unknown>;
}

export interface EvaluateOptions {
  /** Epoch milliseconds that `$now()` and `$millis()` give. */
  now: number;
  budget: Budget;
}

interface Meter {
  now: number;
  left: number;
  budget: Budget;
  seen: WeakMap<object, number>;
}

type Node = { position?: number; type: string };
type Frame = { lookup(name: string): Meter };

const cache = new Map<string, CompiledExpression>();

/** Throws ExpressionError `syntax` with the position. Compiling the same text again costs nothing. */
export function compileExpression(source: string): CompiledExpression {
  const known = cache.get(source);
  if (known) return known;
  const compiled = compile(source);
  if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value ?? "");
  cache.set(source, compiled);
  return compiled;
}

/**
 * What an expression gives for these data, as plain JSON; undefined when it finds nothing. Every node it evaluates, and
 * the size of what it makes, is counted: a loop without end stops in the same process.
 */
export async function evaluateExpression(
  source: string,
  data: object,
  options: EvaluateOptions,
): Promise<unknown> {
  return compileExpression(source).evaluate(data, options);
}

function compile(source: string): CompiledExpression {
  const expression = parse(source);
  const barred = variablesIn(expression.ast()).find(({ name }) => BARRED_FUNCTIONS.has(name));
  if (barred) {
    throw new ExpressionError("syntax", `$${barred.name} is not available here`, barred.position);
  }
  for (const { pattern, position } of regexesIn(expression.ast())) checkRegex(pattern, position);
  replaceFunctions(
    expression,
    (focus) => (focus as unknown as { environment: Frame }).environment.lookup(METER).now,
  );
  expression.assign(ENTRY, (node: Node, _input: unknown, frame: Frame) =>
    charge(frame.lookup(METER), 1, node),
  );
  expression.assign(EXIT, (node: Node, _input: unknown, frame: Frame, result: unknown) =>
    judge(frame.lookup(METER), node, result),
  );
  return {
    steps: stepReferences(expression.ast()),
    async evaluate(data, { now, budget }) {
      const meter: Meter = { now, left: EXPRESSION_UNITS, budget, seen: new WeakMap() };
      try {
        const result: unknown = await expression.evaluate(data, { [METER]: meter });
        return plain(result);
      } catch (cause) {
        throw explain(cause, source);
      }
    },
  };
}

function parse(source: string): jsonata.Expression {
  try {
    return jsonata(source, {
      stack: MAX_DEPTH,
      sequence: MAX_LIST_LENGTH,
      // The library asks for `exec` and `lastIndex` of what it was given, and for nothing else of a RegExp.
      RegexEngine: LinearRegex as unknown as RegExpConstructor,
    });
  } catch (cause) {
    throw explain(cause, source);
  }
}

function checkRegex(pattern: RegExp, position: number | null): void {
  try {
    new LinearRegex(pattern);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ExpressionError("syntax", `/${pattern.source}/ cannot be used here: ${reason}`, position);
  }
}

function charge(meter: Meter, units: number, node: Node): void {
  meter.left -= units;
  meter.budget.units -= units;
  if (meter.left < 0 || meter.budget.isOver()) {
    throw new ExpressionError(
      "too_much_work",
      "the expression does not come to an end: it was stopped",
      node.position ?? null,
    );
  }
}

function judge(meter: Meter, node: Node, result: unknown): void {
  const position = node.position ?? null;
  if (typeof result === "number" && !Number.isFinite(result)) {
    throw new ExpressionError("failed", "this divides by zero or leaves the range of numbers", position);
  }
  if (typeof result === "string") {
    if (result.length > MAX_TEXT_LENGTH) {
      throw new ExpressionError("too_large", "a text may have at most 1 MiB", position);
    }
    charge(meter, result.length / 1024, node);
  }
  if (Array.isArray(result)) {
    if (result.length > MAX_LIST_LENGTH) {
      throw new ExpressionError("too_large", `a list may have at most ${MAX_LIST_LENGTH} entries`, position);
    }
    charge(meter, result.length / 16, node);
  }
  if (typeof result === "object" && result !== null && !isFunction(result)) {
    // What a path collects grows on; it is measured once it is done, by whoever holds it.
    if (!("sequence" in result) && measure(result, meter.seen) > MAX_VALUE_NODES) {
      throw new ExpressionError("too_large", "this value is too large", position);
    }
  }
}

function isFunction(value: object): boolean {
  return "_jsonata_function" in value || "_jsonata_lambda" in value;
}

/** The value as JSON has it, without what the library keeps in it. */
function plain(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (typeof value === "function" || (typeof value === "object" && value !== null && isFunction(value))) {
    throw new ExpressionError("not_a_value", "the expression gives a function, not a value");
  }
  if (measure(value, new WeakMap()) > MAX_VALUE_NODES) {
    throw new ExpressionError("too_large", "this value is too large");
  }
  const text = JSON.stringify(value);
  if (text.length > MAX_TEXT_LENGTH) throw new ExpressionError("too_large", "a value may have at most 1 MiB");
  return JSON.parse(text);
}

function explain(cause: unknown, source: string): ExpressionError {
  if (cause instanceof ExpressionError) return cause;
  const { message, code, position } = (cause ?? {}) as { message?: string; code?: string; position?: number };
  const at = typeof position === "number" ? Math.min(position, source.length) : null;
  if (code === "D1011")
    return new ExpressionError("too_much_work", "the expression calls itself too deeply", at);
  if (code === "D2015") {
    return new ExpressionError("too_large", `a list may have at most ${MAX_LIST_LENGTH} entries`, at);
  }
  if (code?.startsWith("S")) return new ExpressionError("syntax", message ?? "this is not an expression", at);
  return new ExpressionError("failed", message ?? "the expression failed", at);
}

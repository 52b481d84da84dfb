const FUNCTIONS: Record<string, { arity: number; compute: (...values: number[]) => number }> = {
  pow: { arity: 2, compute: Math.pow },
  exp: { arity: 1, compute: Math.exp },
  sqrt: { arity: 1, compute: Math.sqrt },
  abs: { arity: 1, compute: Math.abs },
  floor: { arity: 1, compute: Math.floor },
  ceil: { arity: 1, compute: Math.ceil },
  round: { arity: 1, compute: Math.round },
  min: { arity: 2, compute: Math.min },
  max: { arity: 2, compute: Math.max },
};
const MAX_LENGTH = 500;

/** What an expression turns into: milliseconds to wait, given how often the message has been retried (0 for the first retry). */
export type RetryExpression = (retried: number) => number;

/**
 * Compiles an `Upstash-Retry-Delay` expression: numbers, `retried`, + - * / %, brackets and the nine documented
 * functions. Nothing is evaluated as code. Throws an Error that says where it stopped understanding.
 */
export function compileRetryExpression(text: string): RetryExpression {
  if (text.length > MAX_LENGTH) throw new Error(`at most ${MAX_LENGTH} characters, got ${text.length}`);
  const tokens = text.match(/\d+(?:\.\d+)?|[a-z]+|[-+*/%(),]|\S/gi) ?? [];
  let position = 0;

  const take = (token: string): boolean => {
    if (tokens[position] !== token) return false;
    position += 1;
    return true;
  };
  const expect = (token: string) => {
    if (!take(token)) throw new Error(`expected "${token}" but found "${tokens[position] ?? "the end"}"`);
  };

  const sum = (): RetryExpression => {
    let left = product();
    for (;;) {
      const first = left;
      if (take("+")) {
        const second = product();
        left = (retried) => first(retried) + second(retried);
      } else if (take("-")) {
        const second = product();
        left = (retried) => first(retried) - second(retried);
      } else return left;
    }
  };

  const product = (): RetryExpression => {
    let left = factor();
    for (;;) {
      const first = left;
      if (take("*")) {
        const second = factor();
        left = (retried) => first(retried) * second(retried);
      } else if (take("/")) {
        const second = factor();
        left = (retried) => first(retried) / second(retried);
      } else if (take("%")) {
        const second = factor();
        left = (retried) => first(retried) % second(retried);
      } else return left;
    }
  };

  const factor = (): RetryExpression => {
    if (take("-")) {
      const inner = factor();
      return (retried) => -inner(retried);
    }
    if (take("(")) {
      const inner = sum();
      expect(")");
      return inner;
    }
    const token = tokens[position];
    position += 1;
    if (token === undefined) throw new Error("the expression ends too early");
    if (/^\d/.test(token)) {
      const value = Number(token);
      return () => value;
    }
    if (token === "retried") return (retried) => retried;
    const known = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
    if (!known) throw new Error(`"${token}" is neither a number, "retried" nor a known function`);
    expect("(");
    const parameters = [sum()];
    while (take(",")) parameters.push(sum());
    expect(")");
    if (parameters.length !== known.arity) {
      throw new Error(`${token} takes ${known.arity} values, got ${parameters.length}`);
    }
    return (retried) => known.compute(...parameters.map((parameter) => parameter(retried)));
  };

  const expression = sum();
  if (position < tokens.length) throw new Error(`unexpected "${tokens[position]}"`);
  return expression;
}

const TABLE_SIZE = 1024;
const LOG_FACTORIALS = new Float64Array(TABLE_SIZE);
for (let n = 2; n < TABLE_SIZE; n++) LOG_FACTORIALS[n] = (LOG_FACTORIALS[n - 1] ?? 0) + Math.log(n);

/** Natural log of n!; beyond the table by Stirling's series, good to 14 digits there. */
export function logFactorial(n: number): number {
  if (n < TABLE_SIZE) return LOG_FACTORIALS[n] ?? 0;
  return (n + 0.5) * Math.log(n) - n + 0.9189385332046727 + 1 / (12 * n) - 1 / (360 * n * n * n);
}

export function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Natural log of P(X = k), X binomial(n, p): never above that of P(X ≥ k), and cheap. */
export function logBinomialPoint(k: number, n: number, p: number): number {
  return logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
}

/** Natural log of P(X ≥ k), X binomial(n, p); 0 for k at or below the mean. */
export function logBinomialTail(k: number, n: number, p: number): number {
  if (k <= n * p || p >= 1) return 0;
  if (p <= 0 || k > n) return Number.NEGATIVE_INFINITY;
  const odds = p / (1 - p);
  let term = 1;
  let sum = 1;
  for (let j = k; j < n && term > 1e-12; j++) {
    term *= ((n - j) / (j + 1)) * odds;
    sum += term;
  }
  return Math.min(0, logBinomialPoint(k, n, p) + Math.log(sum));
}

/** Natural log of P(X ≥ hits) when `draws` of `all` are drawn without putting back and `marked` of all are marked. */
export function logHypergeometricTail(hits: number, draws: number, marked: number, all: number): number {
  if (hits * all <= draws * marked) return 0;
  if (hits > draws || hits > marked) return Number.NEGATIVE_INFINITY;
  const first = logChoose(marked, hits) + logChoose(all - marked, draws - hits) - logChoose(all, draws);
  let term = 1;
  let sum = 1;
  for (let j = hits; j < Math.min(draws, marked) && term > 1e-12; j++) {
    term *= ((marked - j) * (draws - j)) / ((j + 1) * (all - marked - draws + j + 1));
    sum += term;
  }
  return Math.min(0, first + Math.log(sum));
}

/**
 * Two independent log probabilities as one: the chance that a product of two uniform numbers is as small (Fisher).
 */
export function joinLogP(left: number, right: number): number {
  const product = left + right;
  return Math.min(0, product + Math.log1p(-product));
}

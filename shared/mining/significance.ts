/** Natural log of Γ(x), Lanczos approximation (g = 7, n = 9), good to 15 digits for x > 0. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  let sum = LANCZOS[0] ?? 1;
  for (let index = 1; index < LANCZOS.length; index++) sum += (LANCZOS[index] ?? 0) / (x - 1 + index);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/**
 * Natural log of P(X ≥ k) for X binomial(n, p). With `p` the mean of unequal trials it is an upper bound for k ≥ np + 1
 * (Hoeffding 1956), which is how the miner uses it: each day is a trial with its own chance.
 */
export function logBinomialTail(k: number, n: number, p: number): number {
  if (k <= 0 || p >= 1) return 0;
  if (p <= 0 || k > n) return Number.NEGATIVE_INFINITY;
  if (k <= n * p) return 0;
  let term = logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
  let sum = 1;
  const first = term;
  for (let j = k; j < n; j++) {
    term += Math.log(((n - j) / (j + 1)) * (p / (1 - p)));
    const share = Math.exp(term - first);
    sum += share;
    if (share < 1e-12) break;
  }
  return Math.min(0, first + Math.log(sum));
}

/** A corrected log probability as a number in [1e-300, 1], to four digits: more of them say nothing. */
export function pValueOf(logP: number): number {
  return Number(Math.min(1, Math.max(1e-300, Math.exp(logP))).toPrecision(4));
}

/** Lower end of the 95 % Wilson interval of hits out of n. */
export function wilsonLow(hits: number, n: number): number {
  if (n === 0) return 0;
  const z = 1.96;
  const share = hits / n;
  const centre = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return Math.max(0, (centre - spread) / (1 + (z * z) / n));
}

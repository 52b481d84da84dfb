const ORDER = 3;

/** PPM-C (Moffat 1990) over numbers: contexts of the last three to none, escape C, seen symbols excluded. */
export class Ppm {
  private readonly contexts = new Map<string, Map<number, number>>();
  private readonly history: number[] = [];

  /** The likeliest next symbol, or null before the first. */
  best(): number | null {
    const excluded = new Set<number>();
    let escaped = 1;
    let best: { symbol: number; share: number } | null = null;
    for (let order = Math.min(ORDER, this.history.length); order >= 0; order--) {
      const counts = this.contexts.get(this.key(order));
      if (!counts) continue;
      const open = [...counts].filter(([symbol]) => !excluded.has(symbol));
      const total = open.reduce((sum, [, count]) => sum + count, 0);
      if (total === 0) continue;
      for (const [symbol, count] of open) {
        const share = (escaped * count) / (total + open.length);
        if (!best || share > best.share) best = { symbol, share };
        excluded.add(symbol);
      }
      escaped *= open.length / (total + open.length);
      if (best && best.share >= escaped) break;
    }
    return best?.symbol ?? null;
  }

  learn(symbol: number): void {
    for (let order = 0; order <= Math.min(ORDER, this.history.length); order++) {
      const key = this.key(order);
      const counts = this.contexts.get(key) ?? new Map<number, number>();
      counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
      this.contexts.set(key, counts);
    }
    this.history.push(symbol);
    if (this.history.length > ORDER) this.history.shift();
  }

  private key(order: number): string {
    return order === 0 ? "" : this.history.slice(-order).join(",");
  }
}

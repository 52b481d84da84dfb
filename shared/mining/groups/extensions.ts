import type { Stream } from "../stream/stream.ts";
import { MIN_DAYS, STEP_WINDOWS_MS } from "../thresholds.ts";
import { type ChanceModel, DayTrials, RateAlong, WINDOWS } from "./chance.ts";
import type { StepGroup } from "./group.ts";
import { awayFrom, type Neighbour } from "./neighbours.ts";

/** A step's own evidence: weaker ones would ride along with strong neighbours. */
const MAX_STEP_LOG_P = Math.log(0.01);

/** A step that a group could take in. */
export interface Extension {
  symbol: number;
  logP: number;
  expectedDays: number;
  count: number;
  hitDays: number;
}

/** Tests neighbours of groups one after the other with the same columns. */
export class ExtensionTester {
  /** Log of the tests that stand behind each extension: every frequent symbol at every window. */
  readonly logTests: number;
  private readonly stream: Stream;
  private readonly model: ChanceModel;
  private readonly rate: RateAlong;
  private readonly trials = new DayTrials();
  private readonly counts = new Int32Array(WINDOWS);

  constructor(stream: Stream, model: ChanceModel) {
    this.stream = stream;
    this.model = model;
    this.rate = new RateAlong(stream, model);
    this.logTests = Math.log(stream.symbols.frequent.length * WINDOWS);
  }

  /** Steps that at least `needed` instances have near them beyond chance, the commonest first. */
  extensions(group: StepGroup, near: readonly Neighbour[], needed: number): Extension[] {
    const { templates } = this.stream.symbols;
    const found: Extension[] = [];
    for (const one of near) {
      const best = one.count < needed ? null : this.best(group, one, needed);
      if (best && best.logP + this.logTests <= MAX_STEP_LOG_P) found.push(best);
    }
    const nameOf = (symbol: number) => templates[symbol] as string;
    return found.sort(
      (left, right) =>
        right.count - left.count ||
        left.logP - right.logP ||
        (nameOf(left.symbol) < nameOf(right.symbol) ? -1 : 1),
    );
  }

  private best(group: StepGroup, near: Neighbour, needed: number): Extension | null {
    this.weigh(group, near);
    const { trials, counts } = this;
    let best: Extension | null = null;
    for (let window = 0; window < WINDOWS; window++) {
      const count = counts[window] as number;
      const hitDays = trials.hitDays[window] as number;
      if (count < needed || hitDays < MIN_DAYS) continue;
      const logP = trials.logP(window);
      if (best && logP >= best.logP) continue;
      const expectedDays = trials.expectedDays[window] as number;
      best = { symbol: near.symbol, logP, expectedDays, count, hitDays };
    }
    return best;
  }

  private weigh({ instances }: StepGroup, { symbol, positions }: Neighbour): void {
    const { trials, counts, rate } = this;
    const { times, localDay } = this.stream;
    const { before, after } = this.model;
    rate.start(symbol);
    trials.start();
    counts.fill(0);
    for (let row = 0; row < instances.count; row++) {
      const first = instances.first[row] as number;
      const last = instances.last[row] as number;
      const position = positions[row] as number;
      const distance =
        position < 0
          ? Number.POSITIVE_INFINITY
          : awayFrom(times[position] as number, times[first] as number, times[last] as number);
      const share = rate.at(first);
      const between = last - first + 1 - (instances.found[row] as number);
      trials.add(localDay[first] as number, distance);
      for (let window = 0; window < WINDOWS; window++) {
        const around =
          (before[first * WINDOWS + window] as number) + (after[last * WINDOWS + window] as number);
        trials.addLoad(window, share, around + between);
        if (distance <= (STEP_WINDOWS_MS[window] as number)) counts[window] = (counts[window] as number) + 1;
      }
    }
    trials.end();
  }
}

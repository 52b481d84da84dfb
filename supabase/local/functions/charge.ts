/** CPU spent by one worker, charged to the requests that were open while it was spent. */
export interface CpuAccount {
  open(): CpuCharge;
  /** Charges the time since the last call; `cpuMs` is the process's total. */
  settle(cpuMs: number): void;
  /** The highest charge among open requests and background work. */
  highest(): number;
}

export interface CpuCharge {
  close(): void;
}

/**
 * A process tells only its total, so what was spent while n requests were open is split evenly among them: ten
 * requests of 300 ms each that overlap are not one of 3 s. Work that goes on after the last response is charged
 * to the background, which a new request resets.
 */
export function newCpuAccount(startMs: number): CpuAccount {
  const charges = new Set<{ ms: number }>();
  let background = 0;
  let last = startMs;

  return {
    open() {
      const charge = { ms: 0 };
      charges.add(charge);
      background = 0;
      return { close: () => void charges.delete(charge) };
    },
    settle(cpuMs) {
      const spent = Math.max(0, cpuMs - last);
      last = Math.max(last, cpuMs);
      if (charges.size === 0) background += spent;
      for (const charge of charges) charge.ms += spent / charges.size;
    },
    highest: () => Math.max(background, ...[...charges].map((charge) => charge.ms)),
  };
}

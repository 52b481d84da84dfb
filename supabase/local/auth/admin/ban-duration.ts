const UNITS: Record<string, number> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

const MAX_S = 100 * 365 * 24 * 3600;

/** Seconds of a duration as hosted writes it ("24h", "1h30m"), a century at most; 0 for "none", null for anything else. */
export function readDuration(text: string): number | null {
  if (text === "none" || text === "0") return 0;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return null;
  const seconds = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0), 0);
  return seconds <= MAX_S ? seconds : null;
}

/** `812 B`, `84 kB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `18 240`, with thin spaces, as figures stand in a sentence. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat("en-GB").format(count).replaceAll(",", "\u202f");
}

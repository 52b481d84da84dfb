/** `18 240`, with thin spaces, as figures stand in a sentence. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat("en-GB").format(count).replaceAll(",", "\u202f");
}

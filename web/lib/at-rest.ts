const REST_MS = 2_000;

/**
 * Does what no page waits for once the page is at rest: a network that is there now may be gone when it is needed. Gives
 * the function that calls it off.
 */
export function whenAtRest(work: () => void): () => void {
  const timer = setTimeout(work, REST_MS);
  return () => clearTimeout(timer);
}

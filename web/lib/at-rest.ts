const REST_MS = 2_000;
/** A page that is never free does the work all the same, after this long. */
const PATIENCE_MS = 1_000;

let last: Promise<unknown> = Promise.resolve();

/**
 * Does what no page waits for in a free moment of the page, one piece of work in a moment: what a person does comes between.
 * Gives the function that calls it off.
 */
export function whenFree(work: () => unknown): () => void {
  let isOff = false;
  const run = () => (isOff ? null : work());
  // A piece that waits for the network does not hold up the next one for long.
  const done = last.then(freeMoment).then(() => Promise.race([run(), after(PATIENCE_MS)]));
  last = done.catch(() => {});
  return () => {
    isOff = true;
  };
}

/** The same once the page is at rest: a network that is there now may be gone when it is needed. */
export function whenAtRest(work: () => unknown): () => void {
  let callOff = () => {};
  const timer = setTimeout(() => {
    callOff = whenFree(work);
  }, REST_MS);
  return () => {
    clearTimeout(timer);
    callOff();
  };
}

function freeMoment(): Promise<void> {
  return new Promise((done) => {
    // Safari has no idle callback.
    if (typeof requestIdleCallback === "undefined") setTimeout(done, 50);
    else requestIdleCallback(() => done(), { timeout: PATIENCE_MS });
  });
}

function after(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}

/** How a process ended before its function listened. */
export interface EarlyEnd {
  code: number | null;
  signal: string | null;
  /** The last of what it wrote to stderr. */
  errors: string;
}

/** Codes with which a shell or `setpriv` says that the program could not be run at all. */
const NOT_RUN = [126, 127];

/**
 * The words for an end that is not the function's doing, so that another try may succeed: a signal, a panic of the
 * runtime, a program that could not be run. Null for code that throws or exits, and for a heap that is full: those
 * end alike each time.
 */
export function accident({ code, signal, errors }: EarlyEnd): string | null {
  if (isOutOfHeap(errors)) return null;
  if (signal !== null) return `ended by ${signal}`;
  if (/^Deno has panicked/m.test(errors)) return `ended by a panic of the runtime, code ${code}`;
  if (code !== null && NOT_RUN.includes(code)) return `could not be run, code ${code}`;
  return null;
}

/** Whether V8's last words were that its heap is full. */
export function isOutOfHeap(errors: string): boolean {
  return /out of memory|heap limit/i.test(errors);
}

/** What one worker may use; the figures of hosted edge functions (supabase.com/docs/guides/functions/limits). */
export interface WorkerLimits {
  /** CPU time of one request. */
  cpuMs: number;
  /** Memory above what the bare runtime held when it started. */
  memoryBytes: number;
  /** How long a request may wait for the response to begin. */
  idleMs: number;
  /** How long a request may take in all, streaming included. */
  wallMs: number;
}

export const HOSTED_LIMITS: WorkerLimits = {
  cpuMs: 2_000,
  memoryBytes: 256 * 1024 * 1024,
  idleMs: 150_000,
  wallMs: 400_000,
};

/** Methods that hosted lets through to a function; others are answered 405. */
export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

import { type SenderOptions, type SendProblem, startSender } from "./queue-sender.ts";

/** Sends all that waits of one source, once: null when nothing is left, else what keeps it. */
export function sendAll(
  options: Omit<SenderOptions, "onNews" | "onNoSource" | "signal">,
): Promise<SendProblem | null> {
  const ending = new AbortController();
  return new Promise<SendProblem | null>((done) => {
    startSender({
      ...options,
      onNews: ({ waiting, problem }) => {
        if (waiting === 0) done(null);
        else if (problem !== null) done(problem);
      },
      // Of a source that is gone nothing can ever be sent: nothing waits.
      onNoSource: () => done(null),
      signal: ending.signal,
    });
  }).finally(() => ending.abort());
}

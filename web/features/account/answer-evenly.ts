import { setTimeout as wait } from "node:timers/promises";

/** Longer than Auth needs to compare a password or to hand over a mail. */
const FLOOR_MS = 700;

/**
 * Gives what `work` gives, not before the floor: whether there is an account must not be read off the clock. `isOpen` tells
 * an answer that gives nothing away, such as a sign-in that worked, and need not wait.
 */
export async function answerEvenly<Answer>(
  work: Promise<Answer>,
  isOpen: (answer: Answer) => boolean = () => false,
): Promise<Answer> {
  const floor = performance.now() + FLOOR_MS;
  const untilFloor = () => wait(Math.max(0, floor - performance.now()));
  try {
    const answer = await work;
    if (!isOpen(answer)) await untilFloor();
    return answer;
  } catch (error) {
    await untilFloor();
    throw error;
  }
}

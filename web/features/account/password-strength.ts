import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english, translations } from "@zxcvbn-ts/language-en";

export interface Strength {
  /** 0: guessed at once, 4: very hard to guess. */
  score: 0 | 1 | 2 | 3 | 4;
  advice: string;
}

const MAX_LENGTH = 72;
const judge = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  translations,
  maxLength: MAX_LENGTH,
});

export function strengthOf(password: string): Strength {
  const { score, feedback } = judge.check(password);
  return { score, advice: feedback.warning ?? feedback.suggestions[0] ?? "" };
}

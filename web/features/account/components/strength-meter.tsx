import type { Strength } from "../password-strength.ts";

const WORDS = [
  "Guessed at once",
  "Guessed in a moment",
  "Easy to guess",
  "Hard to guess",
  "Very hard to guess",
] as const;
const STEPS = [1, 2, 3, 4] as const;

/** Four steps and a word; the advice says what would make it harder. */
export function StrengthMeter({ strength: { score, advice } }: { strength: Strength }) {
  const isGood = score >= 3;
  return (
    <div className="grid gap-1">
      <div aria-hidden="true" className="grid grid-cols-4 gap-1">
        {STEPS.map((step) => (
          <span
            key={step}
            className={`h-1 rounded-full ${score >= step ? (isGood ? "bg-accent" : "bg-warm") : "bg-line"}`}
          />
        ))}
      </div>
      <p role="status" className={`text-meta ${isGood ? "text-soft" : "text-warm"}`}>
        {WORDS[score]}
        {advice ? `. ${advice}` : ""}
      </p>
    </div>
  );
}

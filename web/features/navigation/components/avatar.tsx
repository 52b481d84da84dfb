import { initialsOf } from "../initials.ts";

/** Two letters in a square: a person, where there is no room for the name. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-[26px] shrink-0 place-items-center rounded-[7px] bg-accent-soft text-[11px] font-semibold text-accent"
    >
      {initialsOf(name)}
    </span>
  );
}

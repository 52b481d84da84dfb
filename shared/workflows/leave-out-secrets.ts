import { isSecretField, SECRET_FORMS } from "./check-secrets.ts";

/** What stands where a secret was in a longer text. */
export const LEFT_OUT = "…";

const ALL_FORMS = new RegExp(SECRET_FORMS, "g");

/**
 * A value without what looks like a secret, and the places of it within: `["steps", "2", "with", "headers", "Authorization"]`.
 * A field that is called like a secret is emptied, in other texts only the secret itself goes. Everything else stays as it is.
 */
export function leaveOutSecrets<Whole>(whole: Whole): { value: Whole; places: string[][] } {
  const places: string[][] = [];
  // The shape is kept, only texts change.
  return { value: without(whole, [], places) as Whole, places };
}

function without(value: unknown, place: string[], places: string[][]): unknown {
  if (typeof value === "string") {
    const kept = isSecretField(place.at(-1) ?? "", value) ? "" : withoutForms(value);
    if (kept !== value) places.push(place);
    return kept;
  }
  if (Array.isArray(value))
    return value.map((child, index) => without(child, [...place, `${index}`], places));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      const said = withoutForms(name);
      if (said !== name) places.push([...place, said]);
      return [said, without(child, [...place, said], places)];
    }),
  );
}

function withoutForms(text: string): string {
  return text.replace(ALL_FORMS, LEFT_OUT);
}

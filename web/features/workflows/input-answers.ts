/** A question of a trigger's form. */
export interface InputQuestion {
  name: string;
  label: string;
  type: string;
  required?: boolean;
  options?: string[];
  help?: string;
}

/** The input of a run: what was answered, of its type. What was left empty is null. */
export function answersOf(questions: readonly InputQuestion[], form: FormData): Record<string, unknown> {
  return Object.fromEntries(
    questions.map(({ name, type }) => {
      const text = form.get(name);
      if (typeof text !== "string" || text === "") return [name, null];
      if (type === "number") return [name, Number(text)];
      if (type === "yes-no") return [name, text === "yes"];
      return [name, text];
    }),
  );
}

import { createNameCutter } from "./cut-name.ts";
import { learnTemplates } from "./learn-templates.ts";

/** The template of each path, learned from all of them, see `learnTemplates`. For lists that are not kept in a state. */
export function templatePaths(paths: readonly string[]): string[] {
  const cut = createNameCutter();
  const skeletons: string[] = [];
  const numberOf = new Map<string, number>();
  const skeletonOf = new Int32Array(paths.length);
  const valuesOf = paths.map((path, index) => {
    const { skeleton, values } = cut(path);
    let number = numberOf.get(skeleton);
    if (number === undefined) {
      number = skeletons.push(skeleton) - 1;
      numberOf.set(skeleton, number);
    }
    skeletonOf[index] = number;
    return values;
  });
  const { templates, templateOf } = learnTemplates({ skeletons, skeletonOf, valuesOf });
  return Array.from(templateOf, (template) => templates[template] ?? "");
}

import type { TemplateGroup } from "@floyo/shared/workflows/templates/template.ts";

/** A template as the gallery shows it. */
export interface ListedTemplate {
  key: string;
  name: string;
  purpose: string;
  group: TemplateGroup;
  /** What starts it, in words. */
  starts: string;
  steps: readonly string[];
  services: readonly string[];
  /** What its person fills in or looks over. */
  asks: readonly string[];
}

/** Those that hold every word of the search, in any of what is shown of them; all of them for no word. */
export function findTemplates(templates: readonly ListedTemplate[], search: string): ListedTemplate[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter((template) => {
    const { name, purpose, starts, steps, services } = template;
    const text = [name, purpose, starts, ...steps, ...services].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

import "server-only";
import { servicesOf, TEMPLATES } from "@floyo/shared/workflows/templates/templates.ts";
import { stepTitle } from "../step-title.ts";
import { triggerWords } from "../trigger-words.ts";
import type { ListedTemplate } from "./listed-template.ts";

/** What the gallery shows of each template; its definition stays here until one is chosen. */
export function listTemplates(): ListedTemplate[] {
  return TEMPLATES.map((template) => {
    const { key, name, purpose, group, asks, definition } = template;
    const { trigger } = definition;
    return {
      key,
      name,
      purpose,
      group,
      // The clock is that of whoever makes it.
      starts: triggerWords(trigger.kind === "schedule" ? { ...trigger, timeZone: "" } : trigger),
      steps: definition.steps.map((step) => stepTitle(step)),
      services: servicesOf(template),
      asks: [...new Set(asks.map(({ label }) => label))],
    };
  });
}

import { leaveOutSecrets } from "@floyo/shared/workflows/leave-out-secrets.ts";
import type { Draft } from "./draft.ts";
import { stepTitle } from "./step-title.ts";

const MAX_BYTES = 262_144;

/**
 * A workflow as a file: its name and its definition without what looks like a secret. `leftOut` says in a person's words
 * where that was: `Call the bank: headers.Authorization`.
 */
export function toFile(name: string, draft: Draft): { text: string; leftOut: string[] } {
  const { value, places } = leaveOutSecrets({ floyo: "workflow", name, definition: draft });
  return {
    text: `${JSON.stringify(value, null, 2)}\n`,
    leftOut: [...new Set(places.map((place) => placeWords(place, value.definition)))],
  };
}

function placeWords([, ...place]: string[], { steps }: Draft): string {
  const [part, index, ...rest] = place;
  const step = part === "steps" ? steps[Number(index)] : undefined;
  if (!step) return place.length === 0 ? "its name" : place.join(".");
  return `${stepTitle(step)}: ${rest.filter((field, at) => at > 0 || field !== "with").join(".")}`;
}

/** What such a file holds. Throws an Error that says what would be right. */
export async function fromFile(text: string): Promise<{ name: string; draft: Draft }> {
  if (text.length > MAX_BYTES) throw new Error("The file is larger than 256 KiB, which no workflow is.");
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error("The file is no JSON. Take one that was exported here.");
  }
  const { DraftRow } = await import("./rows.ts");
  const file = (content ?? {}) as { name?: unknown; definition?: unknown };
  const parsed = DraftRow.safeParse(file.definition ?? content);
  if (!parsed.success) {
    throw new Error("The file holds no workflow: a definition has version 1, a trigger and steps.");
  }
  return {
    name: typeof file.name === "string" ? file.name.slice(0, 120) : "Imported workflow",
    draft: parsed.data,
  };
}

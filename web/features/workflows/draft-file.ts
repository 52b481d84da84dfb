import type { Draft } from "./draft.ts";

const MAX_BYTES = 262_144;

/** A workflow as a file: its name and its definition, nothing that is secret. */
export function toFile(name: string, draft: Draft): string {
  return `${JSON.stringify({ floyo: "workflow", name, definition: draft }, null, 2)}\n`;
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

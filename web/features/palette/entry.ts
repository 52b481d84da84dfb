import { z } from "zod";

/** One thing the palette can lead to. */
export const PaletteEntry = z.object({
  kind: z.enum(["place", "suggestion", "pattern", "file"]),
  href: z.string().startsWith("/"),
  label: z.string(),
  /** What stands beside the label in soft: a file's folder, a pattern's kind. */
  note: z.string().optional(),
});
export type PaletteEntry = z.infer<typeof PaletteEntry>;

/** Entries whose label or note holds every word of the search, in their own order; those that begin with it come first. */
export function chooseEntries(
  entries: readonly PaletteEntry[],
  search: string,
  limit: number,
): PaletteEntry[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const whole = words.join(" ");
  return entries
    .filter(({ label, note }) => {
      const text = `${label} ${note ?? ""}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((one, other) => Number(startsWith(other, whole)) - Number(startsWith(one, whole)))
    .slice(0, limit);
}

function startsWith({ label }: PaletteEntry, text: string): boolean {
  return text !== "" && label.toLowerCase().startsWith(text);
}

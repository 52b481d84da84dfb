import { findAction, findConnector } from "@floyo/shared/connectors/connectors.ts";
import type { DraftStep } from "../draft.ts";
import { kindOf } from "../step-title.ts";

const FILE_WORDS: Record<string, string> = {
  take: "Takes a copy of the file that started it",
  read: "Reads the rows or the text of a file",
  write: "Writes a file",
  convert: "Writes a file once more in another format",
};

/** What a step does, in a line: `Post a message · Slack`. */
export function stepWords({ kind, with: settings }: Pick<DraftStep, "kind" | "with">): string {
  if (kind === "connector") {
    const [connector, action] = [String(settings.connector), String(settings.action)];
    const names = [findAction(connector, action)?.name, findConnector(connector)?.name];
    return names.filter(Boolean).join(" · ") || "Uses a service";
  }
  if (kind === "file") return FILE_WORDS[String(settings.do ?? "take")] ?? "Works with a file";
  if (kind === "http") return `Calls an address (${String(settings.method ?? "GET")})`;
  return kindOf(kind)?.description.replace(/\.$/, "") ?? kind;
}

/** The words that a step says to people, as its author wrote them; null when it says none. */
export function spokenText({ kind, with: settings }: Pick<DraftStep, "kind" | "with">): string | null {
  const inner = kind === "connector" ? ((settings.settings ?? {}) as Record<string, unknown>) : settings;
  const said = [inner.title, inner.subject, inner.message, inner.text].filter(
    (one): one is string => typeof one === "string" && one.trim() !== "",
  );
  return said.length === 0 ? null : said.join("\n");
}

import { findConnector } from "./connectors.ts";

/** The values of a credential that nobody may see again: what its form asks for as secret. */
export function secretsOf(connectorKey: string, credential: Readonly<Record<string, unknown>>): string[] {
  const form = findConnector(connectorKey)?.form ?? [];
  return form.flatMap(({ field, input }) => {
    const value = credential[field];
    return (input === "secret" || input === "long-secret") && typeof value === "string" ? [value] : [];
  });
}

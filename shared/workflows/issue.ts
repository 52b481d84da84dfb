/** Something about a definition that is wrong, or worth a second look. */
export interface DefinitionIssue {
  /** Where: `steps.2.with.url`; empty for all of it. */
  place: string;
  code: string;
  message: string;
  severity: "error" | "warning";
}

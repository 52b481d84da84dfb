import { WorkflowDraft } from "@floyo/shared/suggestions/suggestion.ts";
import { WorkflowDefinition } from "@floyo/shared/workflows/definition.ts";
import { draftFromSuggestion } from "@floyo/shared/workflows/draft-from-suggestion.ts";
import { z } from "zod";
import { type Db, parseAnswer, parseRows } from "../../lib/db.ts";

const DraftOfSuggestion = z.object({ draft: WorkflowDraft });

/** Keeps a suggestion and makes a workflow of its draft; gives the workflow's id. Asked twice, it is the same one. */
export async function acceptSuggestion(db: Db, id: string): Promise<string> {
  const [row] = parseRows(DraftOfSuggestion, await db.from("suggestions").select("draft").eq("id", id));
  if (!row) throw new Error("This suggestion is gone. Load the feed again.");
  const { name, definition } = draftFromSuggestion(row.draft);
  return parseAnswer(
    z.uuid(),
    await db.rpc("accept_suggestion", { id, name, definition: WorkflowDefinition.parse(definition) }),
  );
}

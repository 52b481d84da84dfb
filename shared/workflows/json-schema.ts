import { z } from "zod";
import { WorkflowDefinition } from "./definition.ts";

/** The JSON Schema (draft 2020-12) of a definition as people and files write it. */
export function definitionJsonSchema(): object {
  return {
    title: "Floyo workflow definition",
    ...z.toJSONSchema(WorkflowDefinition, { io: "input", reused: "ref" }),
  };
}

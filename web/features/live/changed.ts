import { z } from "zod";

/** The message of the live line: something of this kind changed. */
export const Changed = z.object({
  kind: z.enum([
    "suggestion",
    "pattern",
    "source",
    "mining",
    "organisation",
    "member",
    "invitation",
    "notification",
  ]),
});

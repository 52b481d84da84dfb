"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireSameOrigin } from "../../../lib/require-same-origin.ts";
import { writingClient } from "../../../lib/supabase-server.ts";
import { createWorkflow } from "../queries.ts";
import { readShared } from "./read-shared.ts";

const Choice = z.object({ token: z.string().max(200), orgId: z.uuid() });

export interface UseState {
  message?: string;
}

/** Makes a draft of what a link shows, in an organisation of the person who is signed in. */
export async function takeShared(_before: UseState, form: FormData): Promise<UseState> {
  await requireSameOrigin();
  const parsed = Choice.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { message: "Choose whose workflow it shall be." };
  const { token, orgId } = parsed.data;
  const shared = await readShared(token);
  if (shared === "gone") redirect(`/shared/${encodeURIComponent(token)}`);
  if (shared === "unavailable") return { message: "Nothing was made. Try again in a minute." };
  const { name, definition } = shared;
  const made = await createWorkflow(await writingClient(), { orgId, name, draft: definition }).catch(
    (error: Error) => ({ message: `Nothing was made. ${error.message}` }),
  );
  if (typeof made !== "string") return made;
  redirect(`/workflows/${made}`);
}

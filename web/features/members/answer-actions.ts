"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireSameOrigin } from "../../lib/require-same-origin.ts";
import { writingClient } from "../../lib/supabase-server.ts";

const Answer = z.object({ token: z.string().min(1).max(200), answer: z.enum(["accept", "decline"]) });

export interface AnswerState {
  message?: string;
}

/** Joins the organisation of an invitation, or declines it. */
export async function answerInvitation(_before: AnswerState, form: FormData): Promise<AnswerState> {
  await requireSameOrigin();
  const parsed = Answer.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { message: "Press Join or Decline." };
  const { token, answer } = parsed.data;
  const db = await writingClient();
  const { data, error } = await db.rpc(answer === "accept" ? "accept_invitation" : "decline_invitation", {
    token,
  });
  // The page itself says what became of the invitation meanwhile.
  if (error?.code === "P0001") redirect(`/invite?token=${encodeURIComponent(token)}`);
  if (error) return { message: "The database did not answer. Nothing was changed; try again in a minute." };
  redirect(
    answer === "accept" ? `/settings/organisations/${data}` : `/invite?token=${encodeURIComponent(token)}`,
  );
}

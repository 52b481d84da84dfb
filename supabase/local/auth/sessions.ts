import type { CoreSession, SessionTokens } from "./tokens.ts";

/** The core's answer with our token in place of its own; a refusal passes as it is. */
export async function withSession(
  answer: Response,
  tokens: SessionTokens,
  method: string | null,
): Promise<Response> {
  if (!answer.ok) return answer;
  const session = await readSession(answer);
  return Response.json(await tokens.resign(session, method));
}

/** The body of an answer that made a session. */
export async function readSession(answer: Response): Promise<CoreSession> {
  return (await answer.json()) as CoreSession;
}

import { approvalTokenOf, askByLink, questionPath } from "../../features/approvals/approval-link.ts";
import { seeOther } from "../../lib/see-other.ts";

/** A comment and a word; what is larger did not come from our page. */
const MAX_BYTES = 32_768;
const MAX_COMMENT = 2_000;

/** Shows the page with the question; reading a link never answers anything, whoever follows it. */
export function GET(request: Request): Response {
  return seeOther(questionPath(tokenIn(request)));
}

/** Answers the question: `answer` is approve or reject. The first answer counts, and the page says which it was. */
export async function POST(request: Request): Promise<Response> {
  const token = tokenIn(request);
  const isTooLarge = Number(request.headers.get("content-length") ?? 0) > MAX_BYTES;
  const form = isTooLarge ? null : await request.formData().catch(() => null);
  const answer = form?.get("answer");
  if (answer !== "approve" && answer !== "reject") return seeOther(questionPath(token));
  const comment = String(form?.get("comment") ?? "").slice(0, MAX_COMMENT);
  const asked = await askByLink(token, answer === "approve", comment);
  const isAnswered = typeof asked === "object" && (asked.state === "approved" || asked.state === "rejected");
  return seeOther(questionPath(token, isAnswered ? (asked.state as "approved" | "rejected") : undefined));
}

function tokenIn(request: Request): string {
  return approvalTokenOf(new URL(request.url).searchParams.get("token"));
}

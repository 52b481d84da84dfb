import { authError } from "../../gateway/replies.ts";
import type { AuthDatabase } from "../database.ts";
import { readUsers } from "./user-json.ts";

const DEFAULT_PER_PAGE = 50;
const MAX_PER_PAGE = 1000;

/** GET /admin/users: clients read the next and the last page from the `link` header, and the total beside it. */
export async function listUsers(sql: AuthDatabase, query: URLSearchParams): Promise<Response> {
  const page = readCount(query.get("page"), 1);
  const perPage = readCount(query.get("per_page"), DEFAULT_PER_PAGE);
  if (page === null || perPage === null) {
    return authError(
      400,
      "validation_failed",
      `Bad Pagination Parameters: page and per_page must be whole numbers from 1, per_page at most ${MAX_PER_PAGE}`,
    );
  }
  const { users, total } = await readUsers(sql, { page, perPage, filter: query.get("filter") ?? "" });
  const last = Math.max(1, Math.ceil(total / perPage));
  const link = (target: number, rel: string) =>
    `</admin/users?page=${target}&per_page=${perPage}>; rel="${rel}"`;
  const links = [...(page < last ? [link(page + 1, "next")] : []), link(last, "last")];
  return Response.json(
    { users, aud: "authenticated" },
    { headers: { "x-total-count": String(total), link: links.join(", ") } },
  );
}

function readCount(text: string | null, fallback: number): number | null {
  if (!text) return fallback;
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= MAX_PER_PAGE ? count : null;
}

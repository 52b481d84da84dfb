/** What Next gives a page of its address. (Next's own `PageProps` exists only after a build.) */
export interface PageQuery {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

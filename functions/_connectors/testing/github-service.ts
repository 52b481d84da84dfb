import { hasBearer, type Service } from "./serve-services.ts";

export const GITHUB_TOKEN = "github_pat_abcdefghijklmnop";

/** https://docs.github.com/en/rest: user, issues, contents, releases. Knows the repository ana/books. */
export function githubService(): Service & { files: Map<string, string> } {
  const files = new Map<string, string>();
  const refuse = (status: number, message: string, errors?: object[]) => ({
    status,
    body: {
      message,
      documentation_url: "https://docs.github.com/rest",
      status: String(status),
      ...(errors ? { errors } : {}),
    },
  });
  const serve: Service = (request) => {
    const { method, path, headers, json, query } = request;
    if (!hasBearer(request, GITHUB_TOKEN)) return refuse(401, "Bad credentials");
    if (
      headers.accept !== "application/vnd.github+json" ||
      headers["x-github-api-version"] !== "2022-11-28"
    ) {
      return refuse(415, "Unsupported 'Accept' header");
    }
    if (!headers["user-agent"]) return refuse(403, "Request forbidden by administrative rules.");
    if (method === "GET" && path === "/user") return { body: { login: "ana", id: 1 } };
    const within = /^\/repos\/ana\/books\/(.+)$/.exec(path)?.[1];
    if (within === undefined) return refuse(404, "Not Found");
    if (method === "POST" && within === "issues") {
      if (!json?.title)
        return refuse(422, "Validation Failed", [
          { resource: "Issue", field: "title", code: "missing_field" },
        ]);
      return {
        status: 201,
        body: { number: 7, html_url: "https://github.com/ana/books/issues/7", title: json.title },
      };
    }
    if (method === "POST" && within === "releases") {
      if (files.has(`tag ${json.tag_name}`)) {
        return refuse(422, "Validation Failed", [
          { resource: "Release", code: "already_exists", field: "tag_name" },
        ]);
      }
      files.set(`tag ${json.tag_name}`, "");
      return {
        status: 201,
        body: { id: 11, html_url: `https://github.com/ana/books/releases/tag/${json.tag_name}` },
      };
    }
    if (!within.startsWith("contents/")) return refuse(404, "Not Found");
    const name = decodeURIComponent(within.slice("contents/".length));
    const place = `${method === "GET" ? (query.get("ref") ?? "main") : (json?.branch ?? "main")}:${name}`;
    const sha = files.has(place) ? `sha-${files.get(place)?.length}` : null;
    if (method === "GET")
      return sha === null ? refuse(404, "Not Found") : { body: { type: "file", path: name, sha } };
    if (method !== "PUT" || !json?.message) return refuse(422, "Invalid request.");
    if (sha !== null && json.sha === undefined)
      return refuse(422, `Invalid request.\n\n"sha" wasn't supplied.`);
    if (sha !== null && json.sha !== sha) return refuse(409, `${name} does not match ${json.sha}`);
    files.set(place, atob(json.content));
    return {
      status: sha === null ? 201 : 200,
      body: {
        content: { path: name, sha: "sha-new", html_url: "https://github.com/ana/books" },
        commit: { sha: "c0ffee" },
      },
    };
  };
  return Object.assign(serve, { files });
}

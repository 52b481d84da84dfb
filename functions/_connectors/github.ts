import type { GITHUB } from "../../shared/connectors/github.ts";
import type { Adapter, ConnectorContext } from "./adapter.ts";
import { callService, type Explain, type ServiceAnswer, type ServiceCall, send } from "./call-service.ts";
import { contentBytes, toBase64 } from "./content-bytes.ts";
import { at, textAt } from "./read-json.ts";

const API = "https://api.github.com";

export const github: Adapter<typeof GITHUB> = {
  async test({ token }, context) {
    return textAt((await ask(context, token, { method: "GET", url: `${API}/user` })).body, "login");
  },

  actions: {
    async "create-issue"({ repository, ...issue }, { token }, context) {
      const url = `${API}/repos/${repository}/issues`;
      const { body } = await ask(context, token, { method: "POST", url, json: issue });
      return { number: at(body, "number"), url: textAt(body, "html_url") };
    },

    async "put-file"({ repository, path, message, branch, ...content }, { token }, context) {
      const url = `${API}/repos/${repository}/contents/${path.split("/").map(encodeURIComponent).join("/")}`;
      const there = await send(context, {
        method: "GET",
        url: branch ? `${url}?ref=${encodeURIComponent(branch)}` : url,
        headers: headersOf(token),
      });
      const sha = there.status === 200 ? textAt(there.body, "sha") : "";
      const { body } = await ask(context, token, {
        method: "PUT",
        url,
        json: {
          message,
          content: toBase64(contentBytes(content)),
          ...(branch ? { branch } : {}),
          ...(sha ? { sha } : {}),
        },
      });
      return {
        path: textAt(body, "content", "path"),
        sha: textAt(body, "content", "sha"),
        commit: textAt(body, "commit", "sha"),
        url: textAt(body, "content", "html_url"),
      };
    },

    async "create-release"({ repository, tag, name, body, isDraft, isPrerelease }, { token }, context) {
      const url = `${API}/repos/${repository}/releases`;
      const json = { tag_name: tag, name: name || tag, body, draft: isDraft, prerelease: isPrerelease };
      const answer = await ask(context, token, { method: "POST", url, json });
      return { id: at(answer.body, "id"), url: textAt(answer.body, "html_url") };
    },
  },
};

function ask(context: ConnectorContext, token: string, call: ServiceCall): Promise<ServiceAnswer> {
  return callService(context, { ...call, headers: headersOf(token) }, explain(context.now));
}

function headersOf(token: string) {
  return {
    authorization: `Bearer ${token}`,
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
  };
}

/** A limit answers 403 or 429, with the time in one of two headers. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function explain(now: number): Explain {
  return ({ body, headers, status }) => {
    const message = textAt(body, "message");
    const first = textAt(body, "errors", 0, "message") || textAt(body, "errors", 0, "code");
    const said = { message: first ? `${message} (${first})` : message };
    const isLimited = headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== undefined;
    if ((status !== 403 && status !== 429) || !isLimited) return said;
    const reset = Number(headers["x-ratelimit-reset"]);
    const wait = Number.isFinite(reset)
      ? { retryAfterSeconds: Math.max(1, Math.ceil(reset - now / 1000)) }
      : {};
    return {
      ...said,
      code: "rate_limited",
      isRetryable: true,
      ...(headers["retry-after"] === undefined ? wait : {}),
    };
  };
}

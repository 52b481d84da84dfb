// Sheets, Notion, Airtable and GitHub, over HTTP at servers that answer as these services document it.
import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { GITHUB_TOKEN, githubService } from "./testing/github-service.ts";
import { GOOGLE_TOKEN, googleSheetsService, googleUserinfo, SHEET } from "./testing/google-service.ts";
import {
  AIRTABLE_BASE,
  AIRTABLE_TOKEN,
  airtableService,
  NOTION_DATABASE,
  NOTION_TOKEN,
  notionService,
} from "./testing/record-services.ts";
import { NOW, refusal, test, withConnector } from "./testing/with-connector.deno.ts";

test("Sheets adds rows below the others, and reads them", async () => {
  const services = {
    "sheets.googleapis.com": googleSheetsService(),
    "openidconnect.googleapis.com": googleUserinfo,
  };
  const credential = { clientId: "client", clientSecret: "secret" };
  const options = { connector: "google-sheets", credential, token: GOOGLE_TOKEN, services };
  await withConnector(options, async ({ run, test: prove }) => {
    strictEqual(await prove(), "ana@example.com");
    const where = { spreadsheet: SHEET, range: "Sheet1" };

    deepStrictEqual(
      await run("append-rows", {
        ...where,
        rows: [
          ["Ana", 12],
          ["Bo", null],
        ],
      }),
      { range: "Sheet1!A1:B2", rows: 2 },
    );
    deepStrictEqual(await run("append-rows", { ...where, rows: [["Cy", true]] }), {
      range: "Sheet1!A3:B3",
      rows: 1,
    });
    deepStrictEqual(await run("read-rows", where), {
      rows: [
        ["Ana", 12],
        ["Bo", null],
        ["Cy", true],
      ],
    });
    const refused = await refusal(run("append-rows", { ...where, range: "Other", rows: [[1]] }));
    deepStrictEqual([refused.error.code, refused.error.status], ["badRequest", 400]);
  });
});

const books = (token = NOTION_TOKEN) => ({
  connector: "notion",
  credential: { token },
  services: { "api.notion.com": notionService },
});

test("Notion gets a page with title, columns and a paragraph for each line", async () => {
  await withConnector(books(), async ({ run, test: prove, services }) => {
    strictEqual(await prove(), "Crew");
    const page = {
      parent: NOTION_DATABASE,
      title: "March",
      properties: { Total: { number: 12 } },
      text: "one\n\ntwo",
    };

    deepStrictEqual(await run("create-page", page), {
      id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
      url: "https://www.notion.so/3c90",
    });
    strictEqual(services.received.at(-1)?.json.children.length, 2);
    deepStrictEqual(services.received.at(-1)?.json.properties.Total, { number: 12 });
    const other = NOTION_DATABASE.replace("d98", "d99");
    strictEqual(
      (await refusal(run("create-page", { ...page, parent: other }))).error.code,
      "object_not_found",
    );
    services.next = {
      status: 429,
      headers: { "retry-after": "3" },
      body: { object: "error", code: "rate_limited", message: "Slow" },
    };
    const limited = await refusal(run("create-page", page));
    deepStrictEqual(
      [limited.error.code, limited.isRetryable, limited.retryAfterSeconds],
      ["rate_limited", true, 3],
    );
  });
  await withConnector(books("ntn_wrong"), async ({ test: prove }) => {
    deepStrictEqual([(await refusal(prove())).blamesSecret], [true]);
  });
});

const base = (token = AIRTABLE_TOKEN) => ({
  connector: "airtable",
  credential: { token },
  services: { "api.airtable.com": airtableService },
});

test("Airtable gets records, all or none, and half a minute when asked too often", async () => {
  await withConnector(base(), async ({ run, test: prove, services }) => {
    strictEqual(await prove(), "ana@example.com");
    const table = { base: AIRTABLE_BASE, table: "Invoices" };

    deepStrictEqual(await run("create-records", { ...table, records: [{ Name: "a" }, { Name: "b" }] }), {
      ids: ["rec0", "rec1"],
    });
    strictEqual(
      (await refusal(run("create-records", { ...table, records: [{ Nope: 1 }] }))).error.code,
      "UNKNOWN_FIELD_NAME",
    );
    await rejects(
      run("create-records", { ...table, records: Array.from({ length: 11 }, () => ({ Name: "x" })) }),
      /at most 10/,
    );
    services.next = { status: 429, body: { errors: [{ error: "RATE_LIMIT_REACHED" }] } };
    const limited = await refusal(run("create-records", { ...table, records: [{ Name: "a" }] }));
    deepStrictEqual([limited.isRetryable, limited.retryAfterSeconds], [true, 30]);
  });
  await withConnector(base("patwrong"), async ({ test: prove }) => {
    const refused = await refusal(prove());
    deepStrictEqual([refused.error.code, refused.blamesSecret], ["AUTHENTICATION_REQUIRED", true]);
  });
});

const repository = (token = GITHUB_TOKEN) => {
  const service = githubService();
  return {
    connector: "github",
    credential: { token },
    services: { "api.github.com": service },
    files: service.files,
  };
};

test("GitHub opens an issue, makes a release once, and says why it does not", async () => {
  await withConnector(repository(), async ({ run, test: prove, services }) => {
    strictEqual(await prove(), "ana");
    const issue = { repository: "ana/books", title: "Late", body: "since March", labels: "money, late" };

    deepStrictEqual(await run("create-issue", issue), {
      number: 7,
      url: "https://github.com/ana/books/issues/7",
    });
    deepStrictEqual(services.received.at(-1)?.json.labels, ["money", "late"]);
    const release = { repository: "ana/books", tag: "v1.0" };
    deepStrictEqual(await run("create-release", release), {
      id: 11,
      url: "https://github.com/ana/books/releases/tag/v1.0",
    });
    const twice = await refusal(run("create-release", release));
    deepStrictEqual(
      [twice.error.message, twice.isRetryable],
      ["the service answered 422: Validation Failed (already_exists)", false],
    );
    strictEqual((await refusal(run("create-issue", { ...issue, repository: "ana/gone" }))).error.status, 404);
  });
});

test("GitHub writes a file, and writes over it by what is there", async () => {
  const options = repository();
  await withConnector(options, async ({ run }) => {
    const file = { repository: "ana/books", path: "2026/März 1.csv", message: "books", branch: "next" };

    await run("put-file", { ...file, content: "one" });
    const written = await run("put-file", { ...file, content: "three" });

    deepStrictEqual(written, {
      path: file.path,
      sha: "sha-new",
      commit: "c0ffee",
      url: "https://github.com/ana/books",
    });
    deepStrictEqual([...options.files], [["next:2026/März 1.csv", "three"]]);
  });
});

test("GitHub's limits are waited for by either header; a bad token is the connection's fault", async () => {
  await withConnector(repository(), async ({ run, services }) => {
    const issue = { repository: "ana/books", title: "x" };
    const reset = String(NOW / 1000 + 60);
    const body = { message: "API rate limit exceeded" };
    services.next = {
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset },
      body,
    };
    const primary = await refusal(run("create-issue", issue));
    services.next = {
      status: 429,
      headers: { "retry-after": "5" },
      body: { message: "secondary rate limit" },
    };
    const secondary = await refusal(run("create-issue", issue));
    services.next = { status: 403, body: { message: "Resource not accessible by personal access token" } };
    const forbidden = await refusal(run("create-issue", issue));

    deepStrictEqual(
      [primary.error.code, primary.isRetryable, primary.retryAfterSeconds],
      ["rate_limited", true, 60],
    );
    deepStrictEqual([secondary.isRetryable, secondary.retryAfterSeconds], [true, 5]);
    strictEqual(forbidden.isRetryable, false);
  });
  await withConnector(repository("ghp_wrong"), async ({ test: prove }) => {
    strictEqual((await refusal(prove())).blamesSecret, true);
  });
});

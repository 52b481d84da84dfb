import { expect, test } from "@playwright/test";
import { aClient, aPerson, PASSWORD } from "../support/person.ts";
import { formAction, plainAction } from "./action-request.ts";
import { eachOf, type RawRequest, sendRaw } from "./raw-request.ts";
import { cookieOf } from "./signed-in.ts";

const SITE = process.env.FLOYO_SITE_URL ?? "";
const NEW_PASSWORD = "stolen horse battery staple";
const { hostname, port } = new URL(SITE);
const ORIGINS = [
  null,
  "null",
  "https://evil.example",
  `http://${hostname}:${Number(port) + 1}`,
  `${SITE}.evil.example`,
];
const SITES = [null, "cross-site", "same-site", "none"];
/** What a browser says of a request that a page of ours did not make. */
const FORGED: Record<string, string>[] = [
  ...ORIGINS.flatMap((origin) => SITES.map((site) => headersOf(origin, site))),
  ...SITES.slice(1).map((site) => headersOf(SITE, site)),
];

test("no request that another site makes changes anything or is told a token", async ({ browser }) => {
  const person = await aPerson("target");
  const cookie = await cookieOf(browser, person);
  const passwords = { password: NEW_PASSWORD, current: PASSWORD };
  const targets: RawRequest[] = [
    ...[
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/json",
    ].map((type) => withHeaders(plainAction("signOut", "/settings", []), { "content-type": type })),
    { ...plainAction("endSession", "/feed", []), method: "PUT" },
    plainAction("removeFactor", "/settings/security", [person.id]),
    formAction("changePassword", "/settings/security", passwords),
    formAction("setPassword", "/reset/new", passwords),
    { path: "/api/token" },
    { path: "/auth/with/github?next=%2Fsettings" },
  ];
  const requests = targets.flatMap((target) =>
    FORGED.map((forged) => withHeaders(target, { ...forged, cookie })),
  );

  const successes = await eachOf(requests, async (request) => {
    const { status, headers, text } = await sendRaw(SITE, request);
    const isRefused =
      request.method === undefined
        ? !text.includes("accessToken") && !String(headers.location ?? "").includes("/authorize")
        : status === 403;
    return isRefused && headers["set-cookie"] === undefined ? [] : [`${status}: ${JSON.stringify(request)}`];
  });

  expect(successes.flat()).toEqual([]);
  expect(requests.length).toBeGreaterThanOrEqual(200);
  const old = await aClient().auth.signInWithPassword({ email: person.email, password: PASSWORD });
  expect(old.error).toBeNull();
  const mine = { origin: SITE, "sec-fetch-site": "same-origin", cookie };
  expect((await sendRaw(SITE, { path: "/settings", headers: { cookie } })).text).toContain(person.email);
  // The same requests from a page of ours do what they say.
  expect((await sendRaw(SITE, withHeaders({ path: "/api/token" }, mine))).text).toContain("accessToken");
  await sendRaw(SITE, withHeaders(plainAction("signOut", "/settings", []), mine));
  expect((await sendRaw(SITE, { path: "/settings", headers: { cookie } })).text).not.toContain(person.email);
});

function headersOf(origin: string | null, site: string | null): Record<string, string> {
  return { ...(origin === null ? {} : { origin }), ...(site === null ? {} : { "sec-fetch-site": site }) };
}

function withHeaders(request: RawRequest, headers: Record<string, string>): RawRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

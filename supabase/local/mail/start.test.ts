import { request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startMail } from "./start.ts";

let mail: Awaited<ReturnType<typeof startMail>>;
const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${mail.port}${path}`, init);

beforeEach(async () => {
  mail = await startMail({ port: 0, log: () => {} });
  await mail.send({
    to: "ada@example.com",
    subject: "Confirm <b>now</b>",
    html: '<p>Confirm</p><p><a href="http://127.0.0.1:1/verify?token=x">Confirm my address</a></p>',
    text: "Confirm: http://127.0.0.1:1/verify?token=x",
  });
});
afterEach(() => mail.stop());

test("lists mails in Mailpit's shape", async () => {
  const list = await (await get("/api/v1/messages")).json();

  expect(list).toMatchObject({
    total: 1,
    unread: 1,
    messages: [{ Subject: "Confirm <b>now</b>", To: [{ Address: "ada@example.com" }], Read: false }],
  });
});

test("gives one mail in full by the id of the list", async () => {
  const { messages } = await (await get("/api/v1/messages")).json();

  const message = await (await get(`/api/v1/message/${messages[0].ID}`)).json();

  expect(message).toMatchObject({
    HTML: expect.stringContaining("<a href"),
    Text: expect.stringContaining("token=x"),
  });
});

test("finds nothing for an address that got no mail", async () => {
  const found = await (await get("/api/v1/search?query=to:bob@example.com")).json();

  expect(found.messages).toEqual([]);
});

test("deletes all mails", async () => {
  await get("/api/v1/messages", { method: "DELETE" });

  expect(await (await get("/api/v1/messages")).json()).toMatchObject({ total: 0, messages: [] });
});

test("shows subjects as text, not as HTML", async () => {
  const page = await (await get("/")).text();

  expect(page).toContain("Confirm &lt;b&gt;now&lt;/b&gt;");
});

test("makes the links of the text view clickable", async () => {
  const page = await (await get("/mail/latest?view=text")).text();

  expect(page).toContain('<a href="http://127.0.0.1:1/verify?token=x"');
});

test("serves the HTML of a mail without scripts, even outside its frame", async () => {
  const response = await get("/mail/latest/html");

  expect(response.headers.get("content-security-policy")).toMatch(
    /^sandbox allow-popups [^;]*; default-src 'none'/,
  );
});

test("answers 404 for a mail that is gone", async () => {
  expect((await get("/api/v1/message/gone")).status).toBe(404);
});

test("refuses a request for another host name, as a rebound page would make it", async () => {
  const status = await new Promise((done) => {
    request({ port: mail.port, host: "127.0.0.1", headers: { host: "evil.example" } }, (response) =>
      done(response.statusCode),
    ).end();
  });

  expect(status).toBe(403);
});

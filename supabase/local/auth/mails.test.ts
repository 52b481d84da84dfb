import { expect, test } from "vitest";
import { writeMail } from "./mails.ts";

const fields = {
  ConfirmationURL: "http://127.0.0.1:54321/auth/v1/verify?token=a&type=signup",
  Token: "123456",
  TokenHash: "a",
  SiteURL: "http://127.0.0.1:3000",
  RedirectTo: "http://127.0.0.1:3000",
  Email: "<b>ada@example.com",
  NewEmail: "new@example.com",
};

test("a mail is one sentence and one link, in text and in HTML", () => {
  const mail = writeMail("confirmation", fields, undefined);

  expect(mail.text).toBe(
    `Confirm <b>ada@example.com to finish signing up for Floyo.\n\nConfirm my address: ${fields.ConfirmationURL}`,
  );
  expect(mail.html.match(/<a /g)).toHaveLength(1);
});

test("what a person typed stays text in HTML", () => {
  const mail = writeMail("confirmation", fields, undefined);

  expect(mail.html).toContain("&lt;b>ada@example.com");
});

test("a code is told without a link", () => {
  const mail = writeMail("reauthentication", fields, undefined);

  expect([mail.subject, mail.html]).toEqual([
    "123456 is your Floyo code",
    "<p>Enter the code 123456 to continue.</p>",
  ]);
});

test("the text of a template keeps its links", () => {
  const mail = writeMail("recovery", fields, { html: '<p>Hi</p><a href="{{ .ConfirmationURL }}">Go</a>' });

  expect(mail.text).toBe(`Hi Go: ${fields.ConfirmationURL}`);
});

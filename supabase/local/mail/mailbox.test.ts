import { expect, test } from "vitest";
import { createMailbox } from "./mailbox.ts";

const aMail = (given: Partial<{ to: string; subject: string; text: string }> = {}) => ({
  to: "ada@example.com",
  subject: "Confirm your address",
  html: "<p>Confirm</p>",
  text: "Confirm",
  ...given,
});
const aMailbox = (limit = 500) => createMailbox({ limit, now: () => new Date(0) });

test("forgets the oldest mails beyond the limit", () => {
  const mailbox = aMailbox(2);

  for (const subject of ["one", "two", "three"]) mailbox.add(aMail({ subject }));

  expect(mailbox.list().map((mail) => mail.subject)).toEqual(["three", "two"]);
});

test("finds the newest mail under the name latest", () => {
  const mailbox = aMailbox();
  mailbox.add(aMail({ subject: "old" }));
  mailbox.add(aMail({ subject: "new" }));

  expect(mailbox.find("latest")?.subject).toBe("new");
});

test("searches by recipient without regard to case", () => {
  const mailbox = aMailbox();
  mailbox.add(aMail({ to: "Ada@example.com" }));
  mailbox.add(aMail({ to: "bob@example.com" }));

  expect(mailbox.search("to:ada@EXAMPLE.com").map((mail) => mail.to)).toEqual(["Ada@example.com"]);
});

test("asks for every term of a search", () => {
  const mailbox = aMailbox();
  mailbox.add(aMail({ subject: "Reset your password" }));
  mailbox.add(aMail({ to: "bob@example.com", subject: "Reset your password" }));

  expect(mailbox.search('to:bob subject:"reset your"')).toHaveLength(1);
});

test("removes the mails named and keeps the others", () => {
  const mailbox = aMailbox();
  const { id } = mailbox.add(aMail({ subject: "gone" }));
  mailbox.add(aMail({ subject: "kept" }));

  mailbox.remove([id]);

  expect(mailbox.list().map((mail) => mail.subject)).toEqual(["kept"]);
});

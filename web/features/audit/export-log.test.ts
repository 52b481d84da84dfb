import { expect, test } from "vitest";
import { auditCsv, auditJson } from "./export-log.ts";
import type { AuditRow } from "./rows.ts";

const ROW: AuditRow = {
  id: 7,
  at: "2026-11-25T04:00:00Z",
  action: "member.joined",
  target: "member:0d2f1a54-0f0e-4f57-9a3c-6f8f6a1f2b3c",
  details: { to: "viewer" },
  actor_id: "0d2f1a54-0f0e-4f57-9a3c-6f8f6a1f2b3c",
  actor_name: '=HYPERLINK("http://evil.invalid")',
  actor_email: "@sum(1)",
  ip: "-1+1",
  user_agent: "+cmd|' /C calc'!A0",
  request_id: null,
  before_hash: null,
  after_hash: "ab",
  seq: null,
};

test("no cell of the CSV begins as a formula", () => {
  const [header, line] = auditCsv([ROW]).replace("\ufeff", "").split("\r\n");

  expect(header?.startsWith("seq,id,at,action")).toBe(true);
  expect(line).toContain(`"'=HYPERLINK(""http://evil.invalid"")"`);
  expect(line).toContain("'@sum(1)");
  expect(line).toContain("'-1+1");
  expect(line).toContain("'+cmd|");
});

test("JSON holds the rows as they are", () => {
  expect(JSON.parse(auditJson([ROW]))).toEqual([ROW]);
});

import { expect, test } from "vitest";
import { isTokenisedPath } from "./tokenised-path.ts";

const TOKEN = `~${"aB3_-".repeat(4)}xy`;

test.each([
  TOKEN,
  `${TOKEN}.csv`,
  `${TOKEN}.tar.gz`,
  `${TOKEN}/${TOKEN}{date:2026-11-08}.csv`,
  "~R3pOrtsR3pOrtsR3pOrts1/{date:2026-11-08}~oRdErsoRdErsoRdErsoRdE.csv",
  `${TOKEN}{number:0042}${TOKEN}.pdf`,
  `${TOKEN}{copy:(1)}.pdf`,
  `${TOKEN}{version:v1.2.0}`,
  `${TOKEN}{month:märz}.xlsx`,
  `{hash:0123abc}.bin`,
])("takes %s", (path) => {
  expect(isTokenisedPath(path)).toBe(true);
});

test.each([
  "Reports/orders.csv",
  `${TOKEN}/orders.csv`,
  `${TOKEN}/`,
  `${TOKEN}salaries.csv`,
  `${TOKEN}.Salaries of Anna`,
  `{date:salaries}.csv`,
  `{number:anna}`,
  `{name:7}`,
  `~short.csv`,
  "",
])("refuses %s", (path) => {
  expect(isTokenisedPath(path)).toBe(false);
});

import { describe, expect, test } from "vitest";
import { matchesTemplate, templateGlob, templateParts, valuesIn } from "./template.ts";

describe("a template", () => {
  test("has parts", () => {
    expect(templateParts("{{date}}-{date}.txt")).toEqual([
      { kind: "text", text: "{date}-" },
      { kind: "variable", name: "date" },
      { kind: "text", text: ".txt" },
    ]);
  });

  test("is a glob", () => {
    expect(templateGlob("{{a}}/{date}.txt")).toBe("{a}/*.txt");
  });

  test.each([
    ["orders-{date}.csv", "orders-2026-12-24.csv"],
    ["orders-{date}.csv", "orders-24.12.2026.csv"],
    ["orders-{date}.csv", "orders-2026-12-24 (1).csv"],
    ["orders-{date}.csv", "orders-2026-12-24 - Copy (2).csv"],
    ["plan.pdf", "plan (1).pdf"],
    ["plan.pdf", "Copy of plan.pdf"],
    ["plan {copy}.pdf", "plan (7).pdf"],
    ["build-{hash}.log", "build-9f3a2b1.log"],
    ["build-{hash}.log", "build-10482291.log"],
    ["offer-{name}.pdf", "offer-umbra.pdf"],
    ["offer-{name}-{date}.pdf", "offer-umbra-2026-12-24.pdf"],
    ["{{a}}-{number}.txt", "{a}-3.txt"],
    [".*.txt", ".*.txt"],
    ["__proto__/{number}.txt", "__proto__/12.txt"],
  ])("%s matches %s", (template, path) => {
    expect(matchesTemplate(template, path)).toBe(true);
  });

  test.each([
    ["orders-{date}.csv", "orders-final.csv"],
    ["orders-{date}.csv", "orders-12.csv"],
    ["orders-{date}.csv", "orders-2026-12-24-old.csv"],
    ["orders-{date}.csv", "in/orders-2026-12-24.csv"],
    ["orders-{date}.csv", "orders-2026-12-24.xlsx"],
    ["orders-{number}.csv", "orders-2026-12-24.csv"],
    ["build-{hash}.log", "build-latest.log"],
    ["offer-{name}.pdf", "offer-2026.pdf"],
    ["offer-{name}.pdf", "offer-umbra-signed.pdf"],
    ["plan.pdf", "plan 2.pdf"],
    ["plan.pdf", "planXpdf"],
    [".*.txt", "a.txt"],
  ])("%s does not match %s", (template, path) => {
    expect(matchesTemplate(template, path)).toBe(false);
  });

  test("reads its values from a path", () => {
    expect(valuesIn("{date}/offer-{name}.pdf", "2026/11/offer-acme.pdf")).toEqual(["2026/11", "acme"]);
    expect(valuesIn("{date}/offer-{name}.pdf", "offer-acme.pdf")).toBeNull();
  });
});

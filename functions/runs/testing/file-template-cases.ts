import { expect, test } from "vitest";
import { SHEET } from "../../_connectors/testing/google-service.ts";
import { readFile } from "../../_files/read-file.ts";
import { writeFile } from "../../_files/write-file.ts";
import type { TemplateStage } from "./template-stage.ts";

const TODAY = new Date().toISOString().slice(0, 10);
const bytes = (text: string) => new TextEncoder().encode(text);
const PDF = bytes("%PDF-1.7 …");
const atOnce = { settleSeconds: 0 };

/** Templates that a file starts. */
export function testFileTemplates(stage: () => TemplateStage): void {
  test("an export loses empty rows and stray spaces, lies in Drive under its new name, and the team knows", async () => {
    const id = await stage().publish("clean-export-to-drive", {
      ...atOnce,
      "upload.settings.folder": "folder-1",
      "tell.settings.channel": "C0001",
    });

    await stage().drop(id, "Downloads/orders.csv", bytes("name;amount\n Anna ;12\n;\nBen;3 \n"));

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("www.googleapis.com")
        .map(({ text }) => text),
    ).toEqual([
      expect.stringMatching(
        new RegExp(`"name":"orders-${TODAY}.csv"[\\s\\S]*name,amount\\nAnna,12\\nBen,3\\n`),
      ),
    ]);
    expect(
      stage()
        .came("slack.com")
        .map(({ json }) => json.text),
    ).toEqual([`orders-${TODAY}.csv is in Drive, 2 rows: https://drive.google.com/file/d/file-1/view`]);
  });

  test("a workbook becomes a CSV in Dropbox", async () => {
    const id = await stage().publish("workbook-to-csv", atOnce);

    await stage().drop(
      id,
      "Downloads/plan.xlsx",
      await writeFile(
        [
          ["name", "amount"],
          ["Anna", 12],
        ],
        "xlsx",
      ),
    );

    expect(await stage().ends(id)).toEqual(["done"]);
    const [upload, ...more] = stage().came("content.dropboxapi.com");
    expect(more).toEqual([]);
    expect(JSON.parse(upload?.headers["dropbox-api-arg"] ?? "")).toMatchObject({ path: "/CSV/plan.csv" });
    expect(await readFile(upload?.body ?? bytes(""), { format: "csv", hasHeader: true })).toEqual([
      { name: "Anna", amount: "12" },
    ]);
  });

  test("an export is kept in the bucket, in the folder of its month", async () => {
    const id = await stage().publish("archive-by-month", atOnce);

    await stage().drop(id, "Exports/books.csv", bytes("a;b\n"));

    expect(await stage().ends(id)).toEqual(["done"]);
    const month = TODAY.slice(0, 7).replace("-", "/");
    expect(
      stage()
        .came("s3.example.com")
        .map(({ method, path, text }) => [method, path, text]),
    ).toEqual([["PUT", `/books/${month}/books.csv`, "a;b\n"]]);
    expect(await stage().told()).toEqual(["books.csv is kept"]);
  });

  test("the newest price list takes the place of the old one", async () => {
    const id = await stage().publish("publish-price-list", { ...atOnce, "publish.settings.bucket": "books" });

    await stage().drop(id, "Website/prices.pdf", PDF);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("abcd.supabase.co")
        .map(({ path, headers, body }) => [path, headers["x-upsert"], body.length]),
    ).toEqual([["/storage/v1/object/books/prices.pdf", "true", PDF.length]]);
    expect(await stage().told()).toEqual(["prices.pdf is online"]);
  });

  const invoices = () =>
    stage().publish("approve-invoice", {
      ...atOnce,
      "upload.settings.folder": "folder-1",
      "mail.settings.from": "invoices@example.com",
      "mail.settings.to": "books@example.com",
    });

  test("an approved invoice lies in the bookkeepers' folder, and they have a mail with its link", async () => {
    const id = await invoices();

    await stage().drop(id, "Invoices/march.pdf", PDF);
    expect(stage().services.received).toEqual([]);
    await stage().answer(id, "ask", true);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(stage().came("www.googleapis.com")).toHaveLength(1);
    expect(
      stage()
        .came("api.resend.com")
        .map(({ json }) => [json.to, json.subject, json.text]),
    ).toEqual([
      [
        ["books@example.com"],
        "Invoice march.pdf",
        "A new invoice is ready: https://drive.google.com/file/d/file-1/view",
      ],
    ]);
  });

  test("a rejected one goes nowhere, and that is said", async () => {
    const id = await invoices();

    await stage().drop(id, "Invoices/april.pdf", PDF);
    await stage().answer(id, "ask", false);

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(stage().services.received).toEqual([]);
    expect(await stage().told()).toEqual(["april.pdf was held back"]);
  });

  test("a file's name, folder and size start a Zap, without the file", async () => {
    const id = await stage().publish("file-to-zapier", atOnce);

    await stage().drop(id, "Scans/letter.pdf");

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("hooks.zapier.com")
        .map(({ json }) => json),
    ).toEqual([{ name: "letter.pdf", folder: "Scans", size: 0 }]);
  });

  test("a file is sent as it is to one's own program, signed in", async () => {
    const id = await stage().publish("file-to-program", {
      ...atOnce,
      "send.url": `${stage().services.origin}/api/orders`,
    });

    await stage().drop(id, "Orders/o-1.json", bytes('{"order":1}'));

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("api")
        .map(({ method, path, text, headers }) => [method, path, text, headers["x-file-name"]]),
    ).toEqual([["POST", "/orders", '{"order":1}', "o-1.json"]]);
  });

  test("a translation that changes is committed", async () => {
    const id = await stage().publish("file-to-repository", {
      ...atOnce,
      "commit.settings.repository": "ana/books",
    });

    await stage().drop(id, "Translations/de.json", bytes('{"yes":"ja"}'));

    expect(await stage().ends(id)).toEqual(["done"]);
    const puts = stage()
      .came("api.github.com")
      .filter(({ method }) => method === "PUT");
    expect(puts.map(({ path, json }) => [path, json.message, atob(json.content)])).toEqual([
      ["/repos/ana/books/contents/de.json", "Update de.json", '{"yes":"ja"}'],
    ]);
    expect(await stage().told()).toEqual(["de.json is committed"]);
  });

  test("an export's rows are added to the sheet, a single one as well", async () => {
    const id = await stage().publish("csv-to-sheet", { ...atOnce, "add.settings.spreadsheet": SHEET });

    await stage().drop(id, "Downloads/sales.csv", bytes("name;amount\nAnna;12\n"));

    expect(await stage().ends(id)).toEqual(["done"]);
    expect(
      stage()
        .came("sheets.googleapis.com")
        .map(({ path, json }) => [path, json.values]),
    ).toEqual([[`/v4/spreadsheets/${SHEET}/values/Sheet1:append`, [["Anna", "12"]]]]);
    expect(await stage().told()).toEqual(["1 rows of sales.csv are in the sheet"]);
  });
}

import { zipSync } from "fflate";
import { FloyoError } from "../../shared/errors.ts";
import { formatOfName } from "./file-format.ts";
import { readFile } from "./read-file.ts";
import { writeFile } from "./write-file.ts";

const ROWS = [
  { name: "Anna", amount: 12.5, paid: true },
  { name: "=1+1", amount: 3, paid: false },
];
const bytesOf = (text: string) => new TextEncoder().encode(text);

function equal(got: unknown, wanted: unknown): void {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) {
    throw new Error(`got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
  }
}

async function refused(code: string, work: Promise<unknown>): Promise<void> {
  const error = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  equal(error instanceof FloyoError ? error.code : String(error), code);
}

Deno.test("a workbook that was written is read back, cell by cell", async () => {
  const bytes = await writeFile(ROWS, "xlsx");
  equal(await readFile(bytes, { format: "xlsx", hasHeader: true }), ROWS);
  equal(await readFile(bytes, { format: "xlsx", hasHeader: false }), [
    ["name", "amount", "paid"],
    ["Anna", 12.5, true],
    ["=1+1", 3, false],
  ]);
});

Deno.test("a CSV is read with whatever parts its cells, and written so that no cell becomes a formula", async () => {
  const read = (text: string) => readFile(bytesOf(text), { format: "csv", hasHeader: true });
  equal(await read("\ufeffa;b\r\n1;x\r\n2\r\n"), [
    { a: "1", b: "x" },
    { a: "2", b: null },
  ]);
  equal(await read('a,b\n"x,y",2'), [{ a: "x,y", b: "2" }]);
  equal(
    new TextDecoder().decode(await writeFile(ROWS, "csv")),
    "name,amount,paid\nAnna,12.5,true\n'=1+1,3,false\n",
  );
});

Deno.test("JSON and texts, also those of an old Windows", async () => {
  equal(await readFile(bytesOf('{"a":[1]}'), { format: "json", hasHeader: true }), { a: [1] });
  equal(
    await readFile(new Uint8Array([0x47, 0x72, 0xfc, 0xdf]), { format: "text", hasHeader: true }),
    "Grüß",
  );
  equal(new TextDecoder().decode(await writeFile({ a: 1 }, "json")), '{\n  "a": 1\n}\n');
  equal(formatOfName("Orders.2026.XLSX"), "xlsx");
});

Deno.test("what is not what its name says is refused with a reason", async () => {
  for (const format of ["json", "xlsx"] as const) {
    await refused("invalid_input", readFile(bytesOf("{"), { format, hasHeader: true }));
  }
  await refused("invalid_input", readFile(bytesOf('a\n"'), { format: "csv", hasHeader: true }));
  await refused("invalid_input", writeFile("no rows", "csv"));
});

Deno.test("a bomb, a sheet without end and a large file are refused before they cost anything", async () => {
  const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(30_000_000) });
  await refused("limit_exceeded", readFile(bomb, { format: "xlsx", hasHeader: true }));
  const sheet =
    '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>';
  const endless = zipSync({ "xl/worksheets/sheet1.xml": bytesOf(sheet) });
  await refused("limit_exceeded", readFile(endless, { format: "xlsx", hasHeader: true }));
  await refused("limit_exceeded", readFile(new Uint8Array(3_000_000), { format: "text", hasHeader: true }));
});

Deno.test("a part that unpacks to more than it says gets no more room than that", async () => {
  const liar = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(5_000_000) });
  const view = new DataView(liar.buffer, liar.byteOffset);
  for (let at = 0; at < liar.length - 4; at++) {
    // The sizes in the central directory, where readers look: signature PK\x01\x02, size at 24.
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
  }
  await refused("invalid_input", readFile(liar, { format: "xlsx", hasHeader: true }));
});

import {
  type CatalogueEntry,
  firstStep,
  hasOp,
  lastStep,
  mentions,
  moveStep,
  onFile,
  onRhythm,
  step,
  stepWith,
  uploadStep,
} from "./catalogue-entry.ts";
import { fileName, folderName } from "./explain.ts";

const ORDERED = ["sequence", "flow"] as const;
const TABLE = "csv|tsv|xlsx|xls|ods|json|parquet";
const IMAGE = "png|jpe?g|webp|heic|raw|tiff?|psd";
const DOCUMENT = "docx?|odt|pptx?|key|md|rtf";
const CODE = "py|r|ipynb|sql|jl|sh|ts|js";

/** What takes one file to the next, where the kind of the file tells what it is for. */
export const FORMAT_ENTRIES: readonly CatalogueEntry[] = [
  {
    id: "invoices-to-bookkeeping",
    kinds: ORDERED,
    fits: (pattern) =>
      mentions(pattern, "invoice|rechnung|receipt|bill|beleg|facture") && hasOp(pattern, "moved", "uploaded")
        ? 9
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could go to bookkeeping by itself`,
    offer: (pattern) =>
      `Each new one would be put into ${folderName(lastStep(pattern).template)} and listed for the month.`,
    draft: (pattern) => ({
      name: "Invoices to bookkeeping",
      trigger: onFile(pattern),
      steps: [
        hasOp(pattern, "uploaded") ? uploadStep(pattern) : moveStep(pattern),
        step("transform", "Add a line to the month's list", {
          list: `${folderName(lastStep(pattern).template)}/list.csv`,
        }),
      ],
    }),
  },
  {
    id: "bank-statement-import",
    kinds: ORDERED,
    fits: (pattern) =>
      mentions(pattern, "statement|kontoauszug|transactions|umsaetze|umsätze|bank") &&
      hasOp(pattern, "downloaded")
        ? 8
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could be ready for the books`,
    offer: (pattern) => `Each new statement would be turned into ${fileName(lastStep(pattern).template)}.`,
    draft: (pattern) => ({
      name: "Bank statement import",
      trigger: onFile(pattern),
      steps: [
        step("transform", "Read the lines of the statement", { from: firstStep(pattern).template }),
        step("store-file", `Write ${fileName(lastStep(pattern).template)}`, {
          to: lastStep(pattern).template,
        }),
      ],
    }),
  },
  {
    id: "csv-clean-and-hand-on",
    kinds: ORDERED,
    fits: (pattern) =>
      stepWith(pattern, TABLE) &&
      pattern.steps.length >= 3 &&
      hasOp(pattern, "downloaded") &&
      hasOp(pattern, "uploaded", "moved")
        ? 8
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could clean and file itself`,
    offer: (pattern) =>
      `The table would be cleaned and handed on as ${fileName(lastStep(pattern).template)}.`,
    draft: (pattern) => ({
      name: `Clean ${fileName(firstStep(pattern).template)} and hand it on`,
      trigger: onFile(pattern),
      steps: [
        step("transform", "Clean the table", { from: firstStep(pattern).template }),
        ...(pattern.steps[1]
          ? [
              step("store-file", `Write ${fileName(pattern.steps[1].template)}`, {
                to: pattern.steps[1].template,
              }),
            ]
          : []),
        hasOp(pattern, "uploaded") ? uploadStep(pattern) : moveStep(pattern),
      ],
    }),
  },
  {
    id: "report-that-builds-itself",
    kinds: ORDERED,
    fits: (pattern) =>
      stepWith(pattern, CODE) && hasOp(pattern, "uploaded", "ran") && pattern.steps.length >= 2 ? 7 : 0,
    title: (pattern) => `${fileName(lastStep(pattern).template)} could build itself`,
    offer: (pattern) =>
      `${fileName(lastStep(pattern).template)} would be made from ${fileName(firstStep(pattern).template)} and uploaded.`,
    draft: (pattern) => ({
      name: `Build ${fileName(lastStep(pattern).template)}`,
      trigger: onRhythm(pattern),
      steps: [
        ...pattern.steps
          .slice(0, -1)
          .map((own) =>
            step("transform", `Bring ${fileName(own.template)} up to date`, { file: own.template }),
          ),
        uploadStep(pattern),
      ],
    }),
  },
  {
    id: "table-to-workbook",
    kinds: ORDERED,
    fits: (pattern) =>
      stepWith(pattern, "csv|tsv|json") &&
      pattern.steps.some((own) => own.op === "created" && /\.(xlsx|ods|parquet)$/i.test(own.template))
        ? 6
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could become a workbook by itself`,
    offer: (pattern) => `Each new table would be converted to ${fileName(lastStep(pattern).template)}.`,
    draft: (pattern) => ({
      name: "Table to workbook",
      trigger: onFile(pattern),
      steps: [
        step("transform", "Convert the table", { from: firstStep(pattern).template }),
        step("store-file", `Write ${fileName(lastStep(pattern).template)}`, {
          to: lastStep(pattern).template,
        }),
      ],
    }),
  },
  {
    id: "document-to-pdf",
    kinds: ORDERED,
    fits: (pattern) =>
      stepWith(pattern, DOCUMENT) &&
      pattern.steps.some((own) => own.op === "created" && /\.pdf$/i.test(own.template))
        ? 7
        : 0,
    title: (pattern) => `${fileName(lastStep(pattern).template)} could be made whenever you save`,
    offer: (pattern) =>
      `A PDF would be written each time ${fileName(firstStep(pattern).template)} has been changed.`,
    draft: (pattern) => ({
      name: "Document to PDF",
      trigger: onFile(pattern),
      steps: [
        step("transform", "Make a PDF", { from: firstStep(pattern).template }),
        step("store-file", `Write ${fileName(lastStep(pattern).template)}`, {
          to: lastStep(pattern).template,
        }),
      ],
    }),
  },
  {
    id: "screenshots-filing",
    kinds: ORDERED,
    fits: (pattern) =>
      mentions(pattern, "screenshot|bildschirmfoto|screen shot|capture") && hasOp(pattern, "moved") ? 9 : 0,
    title: () => "Screenshots could file themselves",
    offer: (pattern) => `Each new one would be put into ${folderName(lastStep(pattern).template)}.`,
    draft: (pattern) => ({ name: "File screenshots", trigger: onFile(pattern), steps: [moveStep(pattern)] }),
  },
  {
    id: "images-for-the-web",
    kinds: ORDERED,
    fits: (pattern) =>
      pattern.steps.filter((own) => new RegExp(`\\.(?:${IMAGE})$`, "i").test(own.template)).length >= 2 &&
      hasOp(pattern, "created", "uploaded")
        ? 6
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could be resized by itself`,
    offer: (pattern) => `Each new picture would be made ready as ${fileName(lastStep(pattern).template)}.`,
    draft: (pattern) => ({
      name: "Resize pictures",
      trigger: onFile(pattern),
      steps: [
        step("transform", "Resize the picture", { from: firstStep(pattern).template }),
        step("store-file", `Write ${fileName(lastStep(pattern).template)}`, {
          to: lastStep(pattern).template,
        }),
      ],
    }),
  },
];

import { type CatalogueEntry, hasOp, onFile, step, stepWith } from "./catalogue-entry.ts";
import { fileName, folderName, joinWords } from "./explain.ts";

const COMPANIONS = ["companions"] as const;

/** What is used together. */
export const COMPANION_ENTRIES: readonly CatalogueEntry[] = [
  {
    id: "template-folder",
    kinds: COMPANIONS,
    fits: (pattern) =>
      pattern.steps.filter((own) => own.op === "created" && own.template.includes("{")).length >= 2 ? 8 : 0,
    title: (pattern) => `These ${pattern.steps.length} files could be made in one go`,
    offer: (pattern) =>
      `${joinWords(pattern.steps.map((own) => fileName(own.template)))} would be made together from the last ones.`,
    draft: (pattern) => ({
      name: "Template folder",
      trigger: onFile(pattern),
      steps: pattern.steps
        .slice(1)
        .map((own) => step("store-file", `Make ${fileName(own.template)}`, { to: own.template })),
    }),
  },
  {
    id: "bundle-to-send",
    kinds: COMPANIONS,
    fits: (pattern) => (hasOp(pattern, "uploaded") ? 6 : 0),
    title: (pattern) => `These ${pattern.steps.length} files could be sent as one`,
    offer: () => "They would be packed and uploaded together once all of them are ready.",
    draft: (pattern) => ({
      name: "Bundle to send",
      trigger: onFile(pattern),
      steps: [
        step("transform", "Pack the files", { files: pattern.steps.map((own) => own.template).join("\n") }),
        step("connector", "Upload the package", {
          action: "upload",
          folder: folderName(pattern.steps[0]?.template ?? ""),
        }),
      ],
    }),
  },
  {
    id: "project-workspace",
    kinds: COMPANIONS,
    fits: (pattern) => (stepWith(pattern, "py|ts|js|ipynb|sql|r") && pattern.steps.length >= 2 ? 5 : 0),
    title: (pattern) =>
      `${fileName(pattern.steps[0]?.template ?? "")} and its companions could open as one workspace`,
    offer: (pattern) => `Opening one would open all ${pattern.steps.length}.`,
    draft: (pattern) => ({
      name: "Project workspace",
      trigger: onFile(pattern),
      steps: pattern.steps
        .slice(1)
        .map((own) => step("open", `Open ${fileName(own.template)}`, { file: own.template })),
    }),
  },
  {
    id: "keep-in-step",
    kinds: COMPANIONS,
    fits: (pattern) => (pattern.steps.every((own) => own.op === "modified") ? 4 : 0),
    title: (pattern) => `You could be told when ${fileName(pattern.steps[0]?.template ?? "")} changes alone`,
    offer: (pattern) =>
      `If the other ${pattern.steps.length === 2 ? "one has" : `${pattern.steps.length - 1} have`} not followed by evening, you would be told.`,
    draft: (pattern) => ({
      name: "Keep in step",
      trigger: onFile(pattern),
      steps: [
        ...pattern.steps.slice(1).map((own) =>
          step("wait-for-file", `Wait for ${fileName(own.template)}`, {
            file: own.template,
            minutes: "480",
          }),
        ),
        step("notify", "Say which one was forgotten", {
          message: "One of the files that change together did not",
        }),
      ],
    }),
  },
  {
    id: "open-together",
    kinds: COMPANIONS,
    fits: () => 2,
    title: (pattern) =>
      `${pattern.steps.length === 2 ? "Two" : pattern.steps.length === 3 ? "Three" : pattern.steps.length} files could open together`,
    offer: (pattern) =>
      `Opening ${fileName(pattern.steps[0]?.template ?? "")} would bring ${joinWords(pattern.steps.slice(1).map((own) => fileName(own.template)))}.`,
    draft: (pattern) => ({
      name: "Open together",
      trigger: onFile(pattern),
      steps: pattern.steps
        .slice(1)
        .map((own) => step("open", `Open ${fileName(own.template)}`, { file: own.template })),
    }),
  },
];

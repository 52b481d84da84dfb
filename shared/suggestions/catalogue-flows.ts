import {
  type CatalogueEntry,
  firstStep,
  hasOp,
  lastStep,
  mentions,
  moveStep,
  notifyStep,
  onFile,
  step,
  stepWith,
  uploadStep,
} from "./catalogue-entry.ts";
import { fileName, folderName, opWord } from "./explain.ts";

const ORDERED = ["sequence", "flow"] as const;

/** What takes one file to the next, in an order, whatever kind of file it is. */
export const FLOW_ENTRIES: readonly CatalogueEntry[] = [
  {
    id: "rename-by-date",
    kinds: ORDERED,
    fits: (pattern) => {
      const moved = pattern.steps.find((own) => own.op === "moved");
      const isDated = moved !== undefined && fileName(moved.template).includes("{date}");
      return isDated && !fileName(firstStep(pattern).template).includes("{date}") ? 7 : 0;
    },
    title: (pattern) => `${fileName(firstStep(pattern).template)} could get its date by itself`,
    offer: (pattern) => `Each new one would be renamed to ${fileName(lastStep(pattern).template)}.`,
    draft: (pattern) => ({ name: "Rename by date", trigger: onFile(pattern), steps: [moveStep(pattern)] }),
  },
  {
    id: "downloads-put-away",
    kinds: ORDERED,
    fits: (pattern) => (hasOp(pattern, "downloaded") && hasOp(pattern, "moved") ? 5 : 0),
    title: (pattern) => `${fileName(firstStep(pattern).template)} could leave Downloads by itself`,
    offer: (pattern) => `Each new one would be put into ${folderName(lastStep(pattern).template)}.`,
    draft: (pattern) => ({
      name: "Put downloads away",
      trigger: onFile(pattern),
      steps: [moveStep(pattern)],
    }),
  },
  {
    id: "release-notes",
    kinds: ORDERED,
    fits: (pattern) => (mentions(pattern, "changelog|release|whatsnew") && pattern.steps.length >= 2 ? 8 : 0),
    title: () => "Release notes could be drafted for you",
    offer: (pattern) =>
      `When ${fileName(firstStep(pattern).template)} changes, a draft of the notes would wait for your word.`,
    draft: (pattern) => ({
      name: "Draft release notes",
      trigger: onFile(pattern),
      steps: [
        step("transform", "List what changed since the last release", { from: firstStep(pattern).template }),
        step("approval", "Read and approve the draft", { file: lastStep(pattern).template }),
        step("store-file", `Write ${fileName(lastStep(pattern).template)}`, {
          to: lastStep(pattern).template,
        }),
      ],
    }),
  },
  {
    id: "contract-for-signature",
    kinds: ORDERED,
    fits: (pattern) =>
      mentions(pattern, "contract|vertrag|proposal|angebot|offer|quote|agreement") &&
      hasOp(pattern, "uploaded")
        ? 7
        : 0,
    title: (pattern) => `${fileName(lastStep(pattern).template)} could go out after one look`,
    offer: () => "When the file is ready you would be asked once, and it would be sent.",
    draft: (pattern) => ({
      name: "Send after approval",
      trigger: onFile(pattern),
      steps: [
        step("approval", `Look at ${fileName(lastStep(pattern).template)}`, {
          file: lastStep(pattern).template,
        }),
        uploadStep(pattern),
      ],
    }),
  },
  {
    id: "archive-when-done",
    kinds: ORDERED,
    fits: (pattern) =>
      stepWith(pattern, "zip|7z|tar|gz") ||
      pattern.steps.some((own) => own.op === "moved" && /(^|\/)arch/i.test(own.template))
        ? 6
        : 0,
    title: (pattern) => `${fileName(firstStep(pattern).template)} could go to the archive by itself`,
    offer: (pattern) => `It would be packed and put into ${folderName(lastStep(pattern).template)}.`,
    draft: (pattern) => ({
      name: "Archive when done",
      trigger: onFile(pattern),
      steps: [step("transform", "Pack the files", { from: firstStep(pattern).template }), moveStep(pattern)],
    }),
  },
  {
    id: "tell-the-team",
    kinds: ORDERED,
    fits: (pattern) =>
      lastStep(pattern).op === "uploaded" &&
      /(^|\/)(team|shared|drive|public|share)/i.test(lastStep(pattern).template)
        ? 4
        : 0,
    title: (pattern) => `The team could hear when ${fileName(lastStep(pattern).template)} is there`,
    offer: (pattern) =>
      `It would be uploaded to ${folderName(lastStep(pattern).template)} and the team told.`,
    draft: (pattern) => ({
      name: "Upload and tell the team",
      trigger: onFile(pattern),
      steps: [
        uploadStep(pattern),
        notifyStep("Tell the team", `${fileName(lastStep(pattern).template)} is there`),
      ],
    }),
  },
  {
    id: "upload-when-ready",
    kinds: ORDERED,
    fits: (pattern) => (hasOp(pattern, "uploaded") ? 3 : 0),
    title: (pattern) => `${fileName(lastStep(pattern).template)} could be uploaded by itself`,
    offer: (pattern) =>
      `It would be uploaded once ${fileName(firstStep(pattern).template)} is ${opWord(firstStep(pattern).op)}.`,
    draft: (pattern) => ({
      name: "Upload when ready",
      trigger: onFile(pattern),
      steps: [uploadStep(pattern)],
    }),
  },
  {
    id: "steps-as-checklist",
    kinds: ORDERED,
    fits: () => 1,
    title: (pattern) => `After ${fileName(firstStep(pattern).template)} you could be handed the next file`,
    offer: (pattern) =>
      `The other ${pattern.steps.length - 1 === 1 ? "file" : `${pattern.steps.length - 1} files`} would open as you need ${pattern.steps.length - 1 === 1 ? "it" : "them"}.`,
    draft: (pattern) => ({
      name: "Next file, please",
      trigger: onFile(pattern),
      steps: pattern.steps
        .slice(1)
        .map((own) => step("open", `Open ${fileName(own.template)}`, { file: own.template })),
    }),
  },
];

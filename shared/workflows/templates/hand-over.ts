import { askFiles, chain, newFile, TAKE, TAKEN, type Template, use } from "./template.ts";

export const HAND_OVER_TEMPLATES: readonly Template[] = [
  {
    key: "file-to-zapier",
    name: "Start a Zap when a file arrives",
    purpose:
      "A new file in your folder starts a Zap with its name, its folder and its size; the file itself stays with you.",
    group: "files",
    asks: [askFiles("Scans/*.pdf")],
    definition: {
      version: 1,
      trigger: newFile("Scans/*"),
      steps: chain([
        {
          id: "zap",
          name: "Start the Zap",
          ...use("zapier", "start", {
            fields: {
              name: "{{ trigger.name }}",
              folder: "{{ trigger.folder }}",
              size: "{{ trigger.size ?? 0 }}",
            },
          }),
        },
      ]),
    },
  },
  {
    key: "file-to-program",
    name: "Hand files to your own program",
    purpose: "Each new file is sent as it is to an address of yours; when that fails for good, you are told.",
    group: "files",
    asks: [
      askFiles("Orders/*.json"),
      { step: "send", field: "url", label: "Address", example: "https://api.example.com/orders" },
    ],
    signedCalls: ["send"],
    definition: {
      version: 1,
      trigger: newFile("Orders/*.json"),
      steps: chain([
        TAKE,
        {
          id: "send",
          kind: "http",
          name: "Send it",
          with: {
            method: "POST",
            url: "",
            headers: { "x-file-name": "{{ $encodeUrlComponent(trigger.name) }}" },
            file: TAKEN,
          },
          onError: { do: "branch", next: "failed" },
          next: null,
        },
        {
          id: "failed",
          kind: "notify",
          name: "Say that it was not taken",
          with: { title: "{{ trigger.name }} was not taken", message: "{{ errors.send.message }}" },
        },
      ]),
    },
  },
];

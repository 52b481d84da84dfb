import { askFiles, chain, newFile, TAKE, TAKEN, type Template, TODAY, use } from "./template.ts";

/** Every cell without spaces around it, and no row that is empty. */
const CLEAN =
  '[steps.read.rows.$merge($each($, function($cell, $name) { {$name: $trim($string($cell))} }))[$join($each($, function($cell) { $cell })) != ""]]';
const WITHOUT_ENDING = '{{ $replace(trigger.name, /\\.[^.]*$/, "") }}';

export const FILE_TEMPLATES: readonly Template[] = [
  {
    key: "clean-export-to-drive",
    name: "Clean an export and put it into Drive",
    purpose:
      "A CSV that you download loses empty rows and stray spaces, gets the day in its name, lies in Google Drive, and the team knows.",
    group: "files",
    asks: [
      askFiles("Downloads/orders-*.csv"),
      { step: "write", field: "name", label: "Its new name", example: `orders-${TODAY}.csv` },
      {
        step: "upload",
        field: "settings.folder",
        label: "Folder in Drive",
        example: "the id at the end of its address",
      },
      { step: "tell", field: "settings.channel", label: "Slack channel", example: "#orders" },
    ],
    definition: {
      version: 1,
      trigger: newFile("Downloads/*.csv"),
      steps: chain([
        TAKE,
        { id: "read", kind: "file", name: "Read its rows", with: { do: "read", file: TAKEN } },
        {
          id: "clean",
          kind: "transform",
          name: "Drop empty rows and stray spaces",
          with: { expression: CLEAN },
        },
        {
          id: "write",
          kind: "file",
          name: "Write it under a new name",
          with: { do: "write", data: "{{ steps.clean }}", name: `${WITHOUT_ENDING}-${TODAY}.csv` },
        },
        {
          id: "upload",
          name: "Put it into Drive",
          ...use("google-drive", "upload-file", {
            name: "{{ steps.write.file.name }}",
            folder: "",
            file: "{{ steps.write.file }}",
            type: "text/csv",
          }),
        },
        {
          id: "tell",
          name: "Tell the team",
          ...use("slack", "post-message", {
            channel: "",
            text: "{{ steps.write.file.name }} is in Drive, {{ $count(steps.clean) }} rows: {{ steps.upload.url }}",
          }),
        },
      ]),
    },
  },
  {
    key: "workbook-to-csv",
    name: "Turn workbooks into CSV",
    purpose:
      "Each Excel workbook that arrives is written as CSV and lies in Dropbox, where other programs read it.",
    group: "files",
    asks: [
      askFiles("Reports/*.xlsx"),
      {
        step: "upload",
        field: "settings.path",
        label: "Where in Dropbox",
        example: "/Reports/{{ steps.convert.file.name }}",
      },
    ],
    definition: {
      version: 1,
      trigger: newFile("Downloads/*.xlsx"),
      steps: chain([
        TAKE,
        {
          id: "convert",
          kind: "file",
          name: "Write it as CSV",
          with: { do: "convert", file: TAKEN, name: `${WITHOUT_ENDING}.csv` },
        },
        {
          id: "upload",
          name: "Put it into Dropbox",
          ...use("dropbox", "upload-file", {
            path: "/CSV/{{ steps.convert.file.name }}",
            file: "{{ steps.convert.file }}",
            ifThere: "overwrite",
          }),
        },
      ]),
    },
  },
  {
    key: "archive-by-month",
    name: "Keep a copy of every export",
    purpose:
      "Whatever is new in a folder is kept in your own S3 storage, in a folder for its year and month.",
    group: "files",
    asks: [
      askFiles("Exports/**"),
      {
        step: "keep",
        field: "settings.key",
        label: "Path in the bucket",
        example: "archive/{{ trigger.name }}",
      },
    ],
    definition: {
      version: 1,
      trigger: newFile("Exports/*"),
      steps: chain([
        TAKE,
        {
          id: "keep",
          name: "Put it into the bucket",
          ...use("s3", "put-object", {
            key: "{{ $substring($now(), 0, 4) }}/{{ $substring($now(), 5, 2) }}/{{ trigger.name }}",
            file: TAKEN,
          }),
        },
        {
          id: "note",
          kind: "notify",
          name: "Say where it is",
          with: { title: "{{ trigger.name }} is kept", message: "It lies at {{ steps.keep.key }}." },
        },
      ]),
    },
  },
  {
    key: "publish-price-list",
    name: "Put the newest price list online",
    purpose: "When the PDF in your folder changes, it takes the place of the one that your site shows.",
    group: "files",
    asks: [
      askFiles("Website/price-list.pdf"),
      { step: "publish", field: "settings.bucket", label: "Bucket", example: "public" },
    ],
    definition: {
      version: 1,
      trigger: {
        kind: "file",
        match: "glob",
        pattern: "Website/*.pdf",
        ops: ["created", "modified"],
        settleSeconds: 120,
        maxWaitSeconds: 3600,
        holdAt: 100,
      },
      steps: chain([
        TAKE,
        {
          id: "publish",
          name: "Put it in place of the old one",
          ...use("supabase-storage", "upload-file", {
            bucket: "",
            key: "{{ trigger.name }}",
            file: TAKEN,
            type: "application/pdf",
            overwrite: true,
          }),
        },
        {
          id: "note",
          kind: "notify",
          name: "Tell the others",
          with: {
            to: "members",
            title: "{{ trigger.name }} is online",
            message: "It lies at {{ steps.publish.key }}.",
          },
        },
      ]),
    },
  },
  {
    key: "approve-invoice",
    name: "Ask before an invoice goes to the books",
    purpose:
      "Somebody says yes to each new invoice; then it lies in the bookkeepers' folder and they have a mail with its link.",
    group: "files",
    asks: [
      askFiles("Invoices/*.pdf"),
      {
        step: "upload",
        field: "settings.folder",
        label: "Folder in Drive",
        example: "the id at the end of its address",
      },
      { step: "mail", field: "settings.from", label: "Sent from", example: "invoices@example.com" },
      { step: "mail", field: "settings.to", label: "The bookkeepers' address", example: "books@example.com" },
    ],
    definition: {
      version: 1,
      trigger: newFile("Invoices/*.pdf"),
      steps: chain([
        TAKE,
        {
          id: "ask",
          kind: "approval",
          name: "Ask whether it is right",
          with: { message: "Send {{ trigger.name }} to the bookkeepers?", ifRejected: "rejected" },
        },
        {
          id: "upload",
          name: "Put it into their folder",
          ...use("google-drive", "upload-file", {
            name: "{{ trigger.name }}",
            folder: "",
            file: TAKEN,
            type: "application/pdf",
          }),
        },
        {
          id: "mail",
          name: "Write to them",
          ...use("resend", "send-mail", {
            from: "",
            to: "",
            subject: "Invoice {{ trigger.name }}",
            text: "A new invoice is ready: {{ steps.upload.url }}",
          }),
          next: null,
        },
        {
          id: "rejected",
          kind: "notify",
          name: "Say that it was held back",
          with: { title: "{{ trigger.name }} was held back", message: "{{ steps.ask.comment }}" },
        },
      ]),
    },
  },
];

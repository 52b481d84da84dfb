import { askFiles, chain, newFile, TAKE, TAKEN, type Template, TODAY, use } from "./template.ts";

export const RECORD_TEMPLATES: readonly Template[] = [
  {
    key: "csv-to-sheet",
    name: "Add an export's rows to a sheet",
    purpose:
      "The rows of each CSV that arrives are added below those of a Google sheet, and you are told how many.",
    group: "records",
    asks: [
      askFiles("Downloads/sales-*.csv"),
      {
        step: "add",
        field: "settings.spreadsheet",
        label: "Spreadsheet",
        example: "1AbCdEfGhIjKlMnOpQrStUvWxYz",
      },
      { step: "add", field: "settings.range", label: "Sheet", example: "Sales" },
    ],
    definition: {
      version: 1,
      trigger: newFile("Downloads/*.csv"),
      steps: chain([
        TAKE,
        { id: "read", kind: "file", name: "Read its rows", with: { do: "read", file: TAKEN } },
        {
          id: "add",
          name: "Add them to the sheet",
          ...use("google-sheets", "append-rows", {
            spreadsheet: "",
            range: "Sheet1",
            rows: "{{ $map(steps.read.rows, function($row) { [$each($row, function($cell) { $cell })] })[] }}",
          }),
        },
        {
          id: "note",
          kind: "notify",
          name: "Say how many",
          with: { title: "{{ steps.read.count }} rows of {{ trigger.name }} are in the sheet" },
        },
      ]),
    },
  },
  {
    key: "daily-number-to-sheet",
    name: "Write a number down each morning",
    purpose:
      "Each weekday at 7 one number is read from an address of yours and added to a sheet with the day.",
    group: "records",
    asks: [
      {
        step: "fetch",
        field: "url",
        label: "Where the number is",
        example: "https://api.example.com/totals",
      },
      {
        step: "number",
        field: "expression",
        label: "Which part of the answer",
        example: "steps.fetch.body.total",
      },
      {
        step: "add",
        field: "settings.spreadsheet",
        label: "Spreadsheet",
        example: "1AbCdEfGhIjKlMnOpQrStUvWxYz",
      },
    ],
    signedCalls: ["fetch"],
    definition: {
      version: 1,
      trigger: { kind: "schedule", cron: "0 7 * * 1-5", timeZone: "UTC" },
      steps: chain([
        { id: "fetch", kind: "http", name: "Ask for it", with: { method: "GET", url: "" } },
        {
          id: "number",
          kind: "transform",
          name: "Take the number",
          with: { expression: "steps.fetch.body.total" },
        },
        {
          id: "add",
          name: "Add it to the sheet",
          ...use("google-sheets", "append-rows", {
            spreadsheet: "",
            range: "Sheet1",
            rows: [[TODAY, "{{ steps.number }}"]],
          }),
        },
      ]),
    },
  },
  {
    key: "orders-to-airtable",
    name: "Write orders into Airtable",
    purpose:
      "Your shop's messages (customer, amount) become records; what is above 1000 waits until somebody says yes.",
    group: "records",
    asks: [
      { step: "add", field: "settings.base", label: "Base", example: "appAbCdEfGhIjKlMn" },
      { step: "add", field: "settings.table", label: "Table", example: "Orders" },
    ],
    definition: {
      version: 1,
      trigger: { kind: "webhook" },
      steps: chain([
        {
          id: "order",
          kind: "set",
          name: "Take what is needed",
          with: { values: { customer: "{{ input.customer }}", amount: "{{ $number(input.amount) }}" } },
        },
        {
          id: "size",
          kind: "branch",
          name: "Is it a large one?",
          with: { cases: [{ name: "above 1000", when: "vars.amount > 1000", next: "ask" }] },
          next: "add",
        },
        {
          id: "ask",
          kind: "approval",
          name: "Ask before it counts",
          with: { message: "Take the order of {{ vars.customer }} about {{ vars.amount }}?" },
        },
        {
          id: "add",
          name: "Add the record",
          ...use("airtable", "create-records", {
            base: "",
            table: "",
            records: [{ Name: "{{ vars.customer }}", Amount: "{{ vars.amount }}" }],
          }),
        },
      ]),
    },
  },
  {
    key: "leads-to-notion",
    name: "Collect inquiries in Notion",
    purpose:
      "Each inquiry that your site sends becomes a page of a database, and the sales channel sees its link.",
    group: "records",
    asks: [
      {
        step: "page",
        field: "settings.parent",
        label: "Database",
        example: "d9824bdc84454327be8b5b47500af6ce",
      },
      { step: "page", field: "settings.titleProperty", label: "Column of the title", example: "Name" },
    ],
    definition: {
      version: 1,
      trigger: { kind: "webhook" },
      steps: chain([
        {
          id: "page",
          name: "Add a page",
          ...use("notion", "create-page", {
            parentKind: "database",
            parent: "",
            titleProperty: "Name",
            title: "{{ input.company ?? input.name ?? 'Without a name' }}",
            text: "{{ input.message ?? '' }}",
          }),
        },
        {
          id: "tell",
          kind: "notify",
          name: "Show it to sales",
          with: {
            by: "slack-webhook",
            title: "New inquiry: {{ input.company ?? input.name ?? 'without a name' }}",
            message: "{{ steps.page.url }}",
          },
        },
      ]),
    },
  },
  {
    key: "list-to-workflow",
    name: "Run a workflow for each entry of a list",
    purpose:
      "Each night a list is read from an address of yours, and another workflow of yours runs once for each entry.",
    group: "records",
    asks: [
      {
        step: "fetch",
        field: "url",
        label: "Where the list is",
        example: "https://api.example.com/open-orders",
      },
      { step: "run", field: "workflowId", label: "The workflow that runs", example: "Chase an order" },
    ],
    signedCalls: ["fetch"],
    definition: {
      version: 1,
      trigger: { kind: "schedule", cron: "0 2 * * *", timeZone: "UTC" },
      steps: chain([
        { id: "fetch", kind: "http", name: "Read the list", with: { method: "GET", url: "" } },
        {
          id: "each",
          kind: "for-each",
          name: "For each entry",
          with: { items: "[steps.fetch.body]", body: "run", maxItems: 500 },
          next: "note",
        },
        {
          id: "run",
          kind: "call-workflow",
          name: "Run the workflow",
          with: { workflowId: "", input: { entry: "{{ item }}" }, waits: true },
          onError: { do: "go-on" },
          next: null,
        },
        {
          id: "note",
          kind: "notify",
          name: "Say how many",
          with: { title: "{{ $count([steps.fetch.body]) }} entries were worked on" },
        },
      ]),
    },
  },
];

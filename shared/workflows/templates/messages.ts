import { chain, type Template, TODAY, use } from "./template.ts";

/** Rows `[address, text, day]` of a sheet, those of today. */
const DUE_TODAY =
  '[$map(steps.read.rows, function($row) { {"mail": $row[0], "text": $row[1], "isDue": $row[2] = $substring($now(), 0, 10)} })[isDue and mail]]';
const AS_LINES =
  '{"count": $count([steps.fetch.body]), "lines": $join([steps.fetch.body.$join([$each($, function($value, $name) { $name & ": " & $string($value) })], ", ")], "\\n")}';

export const MESSAGE_TEMPLATES: readonly Template[] = [
  {
    key: "form-to-team",
    name: "Answer a form and tell the team",
    purpose:
      "A form on your site that sends name, email and message is read in Slack at once, and whoever filled it in gets a thank-you.",
    group: "messages",
    asks: [
      { step: "tell", field: "settings.channel", label: "Slack channel", example: "#website" },
      { step: "thank", field: "settings.from", label: "Sent from", example: "Hello <hello@example.com>" },
    ],
    definition: {
      version: 1,
      trigger: { kind: "webhook" },
      steps: chain([
        {
          id: "tell",
          name: "Tell the team",
          ...use("slack", "post-message", {
            channel: "",
            text: "{{ input.name ?? 'Somebody' }} ({{ input.email }}) writes: {{ input.message ?? '' }}",
          }),
        },
        {
          id: "thank",
          name: "Thank them",
          ...use("resend", "send-mail", {
            from: "",
            to: "{{ input.email }}",
            subject: "We have your message",
            text: "Thank you for writing, {{ input.name ?? 'dear visitor' }}. We answer within two working days.",
          }),
        },
      ]),
    },
  },
  {
    key: "weekly-report-by-mail",
    name: "Mail the week's numbers",
    purpose:
      "On Monday at 8 a list is read from an address of yours and sent as a plain mail by your own mail server.",
    group: "messages",
    asks: [
      {
        step: "fetch",
        field: "url",
        label: "Where the list is",
        example: "https://api.example.com/week.json",
      },
      { step: "mail", field: "settings.from", label: "Sent from", example: "reports@example.com" },
      { step: "mail", field: "settings.to", label: "Sent to", example: "team@example.com" },
    ],
    signedCalls: ["fetch"],
    definition: {
      version: 1,
      trigger: { kind: "schedule", cron: "0 8 * * 1", timeZone: "UTC" },
      steps: chain([
        { id: "fetch", kind: "http", name: "Read the list", with: { method: "GET", url: "" } },
        {
          id: "report",
          kind: "transform",
          name: "Write a line for each entry",
          with: { expression: AS_LINES },
        },
        {
          id: "mail",
          name: "Mail it",
          ...use("smtp", "send-mail", {
            from: "",
            to: "",
            subject: `The week to ${TODAY}: {{ steps.report.count }} entries`,
            text: "{{ steps.report.lines }}",
          }),
        },
      ]),
    },
  },
  {
    key: "sheet-reminders",
    name: "Remind people from a list",
    purpose:
      "Each morning everybody whose day it is in a sheet (address, text, day) gets a mail with their text.",
    group: "messages",
    asks: [
      {
        step: "read",
        field: "settings.spreadsheet",
        label: "Spreadsheet",
        example: "1AbCdEfGhIjKlMnOpQrStUvWxYz",
      },
      {
        step: "read",
        field: "settings.range",
        label: "Cells: address, text, day",
        example: "Reminders!A2:C500",
      },
      { step: "remind", field: "settings.from", label: "Sent from", example: "team@example.com" },
    ],
    definition: {
      version: 1,
      trigger: { kind: "schedule", cron: "0 7 * * *", timeZone: "UTC", missed: "skip" },
      steps: chain([
        {
          id: "read",
          name: "Read the sheet",
          ...use("google-sheets", "read-rows", { spreadsheet: "", range: "Sheet1!A2:C500" }),
        },
        { id: "due", kind: "transform", name: "Keep those of today", with: { expression: DUE_TODAY } },
        {
          id: "each",
          kind: "for-each",
          name: "For each of them",
          with: { items: "steps.due", body: "remind", maxItems: 200 },
          next: null,
        },
        {
          id: "remind",
          name: "Send the reminder",
          ...use("resend", "send-mail", {
            from: "",
            to: "{{ item.mail }}",
            subject: "A reminder for today",
            text: "{{ item.text }}",
          }),
          onError: { do: "go-on" },
          next: null,
        },
      ]),
    },
  },
  {
    key: "payment-follow-up",
    name: "Follow an invoice until it is paid",
    purpose:
      "The customer is told that the invoice is there; on its last day you are asked whether it was paid, and if not they are reminded.",
    group: "messages",
    asks: [
      { step: "announce", field: "settings.from", label: "Sent from", example: "billing@example.com" },
      {
        step: "remind",
        field: "settings.from",
        label: "The reminder is sent from",
        example: "billing@example.com",
      },
    ],
    definition: {
      version: 1,
      trigger: {
        kind: "manual",
        fields: [
          { name: "mail", label: "The customer's address", type: "text", required: true },
          { name: "invoice", label: "Number of the invoice", type: "text", required: true },
          { name: "due", label: "To be paid by", type: "date", required: true },
        ],
      },
      steps: chain([
        {
          id: "announce",
          name: "Tell the customer",
          ...use("resend", "send-mail", {
            from: "",
            to: "{{ input.mail }}",
            subject: "Invoice {{ input.invoice }}",
            text: "Invoice {{ input.invoice }} is on its way. Please pay it by {{ input.due }}.",
          }),
        },
        {
          id: "wait",
          kind: "delay",
          name: "Wait for the last day",
          with: { until: "{{ input.due }}T09:00:00Z" },
        },
        {
          id: "paid",
          kind: "approval",
          name: "Ask whether it was paid",
          with: { message: "Has invoice {{ input.invoice }} been paid?", ifRejected: "remind" },
          next: null,
        },
        {
          id: "remind",
          name: "Remind the customer",
          ...use("resend", "send-mail", {
            from: "",
            to: "{{ input.mail }}",
            subject: "Reminder: invoice {{ input.invoice }}",
            text: "Invoice {{ input.invoice }} was to be paid by {{ input.due }}. If you have paid it meanwhile, thank you.",
          }),
        },
      ]),
    },
  },
];

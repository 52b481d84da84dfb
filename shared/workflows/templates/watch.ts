import { chain, type Template, use } from "./template.ts";

export const WATCH_TEMPLATES: readonly Template[] = [
  {
    key: "site-check",
    name: "Say when a site is down",
    purpose:
      "Every 15 minutes an address is asked; when it answers with an error three times, the team reads of it.",
    group: "watch",
    asks: [
      { step: "ask", field: "url", label: "Address", example: "https://www.example.com/health" },
      { step: "alarm", field: "settings.channel", label: "Slack channel", example: "#incidents" },
    ],
    definition: {
      version: 1,
      trigger: { kind: "schedule", cron: "*/15 * * * *", timeZone: "UTC", missed: "skip" },
      steps: chain([
        {
          id: "ask",
          kind: "http",
          name: "Ask the site",
          with: { method: "GET", url: "" },
          retry: { tries: 2, backoff: "fixed", delaySeconds: 20 },
          timeoutSeconds: 15,
          onError: { do: "branch", next: "alarm" },
          next: null,
        },
        {
          id: "alarm",
          name: "Tell the team",
          ...use("slack", "post-message", {
            channel: "",
            text: "The site is down: {{ errors.ask.message }}",
          }),
        },
      ]),
    },
  },
  {
    key: "habit-missed",
    name: "Notice when something did not happen",
    purpose: "What always happens, such as the backup on Friday, did not: the team reads of it the same day.",
    group: "watch",
    asks: [{ step: "tell", field: "settings.channel", label: "Slack channel", example: "#operations" }],
    definition: {
      version: 1,
      trigger: { kind: "absence" },
      steps: chain([
        {
          id: "tell",
          name: "Tell the team",
          ...use("slack", "post-message", {
            channel: "",
            text: "{{ trigger.steps[0].template ?? 'A habit' }} was expected by {{ trigger.expectedAt }} and did not come.",
          }),
        },
      ]),
    },
  },
  {
    key: "new-habit",
    name: "Hear of new habits",
    purpose:
      "When Floyo finds something that you do again and again, you are told, so that you can hand it over.",
    group: "watch",
    asks: [],
    definition: {
      version: 1,
      trigger: { kind: "pattern", patternKinds: ["sequence", "flow"] },
      steps: chain([
        {
          id: "note",
          kind: "notify",
          name: "Say what was found",
          with: {
            title: "A new habit: {{ trigger.steps[0].template ?? 'several files' }}",
            message:
              "{{ $count(trigger.steps) }} steps that you do in this order. See it under Patterns, and make it a workflow.",
          },
        },
      ]),
    },
  },
  {
    key: "failure-alarm",
    name: "Sound the alarm when a workflow fails",
    purpose:
      "When any of your workflows fails, whoever is on call has a mail, and your own system gets a signed message.",
    group: "watch",
    asks: [
      { step: "mail", field: "settings.from", label: "Sent from", example: "alarm@example.com" },
      { step: "mail", field: "settings.to", label: "Who is on call", example: "oncall@example.com" },
    ],
    definition: {
      version: 1,
      trigger: { kind: "failure" },
      steps: chain([
        {
          id: "mail",
          name: "Write to whoever is on call",
          ...use("resend", "send-mail", {
            from: "",
            to: "",
            subject: "{{ trigger.workflow.name }} failed",
            text: "{{ trigger.error.message }} (run {{ trigger.run }})",
          }),
          onError: { do: "go-on" },
        },
        {
          id: "send",
          name: "Send a message to your system",
          ...use("webhook", "send", {
            type: "workflow.failed",
            payload: {
              workflow: "{{ trigger.workflow.name }}",
              run: "{{ trigger.run }}",
              error: "{{ trigger.error.message }}",
            },
          }),
        },
      ]),
    },
  },
];

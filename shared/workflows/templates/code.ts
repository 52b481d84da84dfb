import { askFiles, chain, TAKE, TAKEN, type Template, use } from "./template.ts";

export const CODE_TEMPLATES: readonly Template[] = [
  {
    key: "bug-report-to-github",
    name: "Turn a report into an issue",
    purpose:
      "A colleague fills in a form; it becomes an issue on GitHub, and urgent ones are shown in Slack at once.",
    group: "code",
    asks: [
      { step: "issue", field: "settings.repository", label: "Repository", example: "owner/name" },
      { step: "tell", field: "settings.channel", label: "Slack channel", example: "#incidents" },
    ],
    definition: {
      version: 1,
      trigger: {
        kind: "manual",
        fields: [
          { name: "title", label: "What is wrong", type: "text", required: true },
          { name: "details", label: "What you did, and what happened", type: "long-text" },
          {
            name: "severity",
            label: "How bad is it",
            type: "choice",
            options: ["can wait", "urgent"],
            required: true,
          },
        ],
      },
      steps: chain([
        {
          id: "issue",
          name: "Open the issue",
          ...use("github", "create-issue", {
            repository: "",
            title: "{{ input.title }}",
            body: "{{ input.details ?? '' }}",
            labels: "{{ input.severity = 'urgent' ? 'bug,urgent' : 'bug' }}",
          }),
        },
        {
          id: "urgent",
          kind: "branch",
          name: "Is it urgent?",
          with: { cases: [{ name: "urgent", when: "input.severity = 'urgent'", next: "tell" }] },
          next: null,
        },
        {
          id: "tell",
          name: "Show it in Slack",
          ...use("slack", "post-message", {
            channel: "",
            text: "Urgent: {{ input.title }} {{ steps.issue.url }}",
          }),
        },
      ]),
    },
  },
  {
    key: "release-with-yes",
    name: "Release with a second pair of eyes",
    purpose:
      "You write tag and notes, a colleague says yes, GitHub makes the release and the team reads of it.",
    group: "code",
    asks: [
      { step: "release", field: "settings.repository", label: "Repository", example: "owner/name" },
      { step: "tell", field: "settings.channel", label: "Slack channel", example: "#releases" },
    ],
    definition: {
      version: 1,
      trigger: {
        kind: "manual",
        fields: [
          { name: "tag", label: "Tag", type: "text", required: true },
          { name: "notes", label: "Notes", type: "long-text", required: true },
        ],
      },
      steps: chain([
        {
          id: "ask",
          kind: "approval",
          name: "Ask a colleague",
          with: { message: "Release {{ input.tag }}?\n\n{{ input.notes }}" },
        },
        {
          id: "release",
          name: "Make the release",
          ...use("github", "create-release", {
            repository: "",
            tag: "{{ input.tag }}",
            name: "{{ input.tag }}",
            body: "{{ input.notes }}",
          }),
        },
        {
          id: "tell",
          name: "Tell the team",
          ...use("slack", "post-message", {
            channel: "",
            text: "{{ input.tag }} is out: {{ steps.release.url }}",
          }),
        },
      ]),
    },
  },
  {
    key: "file-to-repository",
    name: "Commit a file when it changes",
    purpose:
      "Translations, price tables or notes that you edit on your machine are committed to a repository by themselves.",
    group: "code",
    asks: [
      askFiles("Translations/*.json"),
      { step: "commit", field: "settings.repository", label: "Repository", example: "owner/name" },
      { step: "commit", field: "settings.path", label: "Path in it", example: "locales/{{ trigger.name }}" },
    ],
    definition: {
      version: 1,
      trigger: {
        kind: "file",
        match: "glob",
        pattern: "Translations/*.json",
        ops: ["created", "modified"],
        settleSeconds: 300,
        maxWaitSeconds: 3600,
        holdAt: 100,
      },
      steps: chain([
        TAKE,
        {
          id: "commit",
          name: "Commit it",
          ...use("github", "put-file", {
            repository: "",
            path: "{{ trigger.name }}",
            file: TAKEN,
            message: "Update {{ trigger.name }}",
          }),
        },
        {
          id: "note",
          kind: "notify",
          name: "Say which commit",
          with: { title: "{{ trigger.name }} is committed", message: "{{ steps.commit.url }}" },
        },
      ]),
    },
  },
];

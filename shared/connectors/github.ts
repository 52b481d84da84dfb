import { z } from "zod";
import { action, connector } from "./connector.ts";
import { CONTENT, CONTENT_FORM, SecretText, Text } from "./parts.ts";

const Repository = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{1,39}\/[\w.-]{1,100}$/, "a repository is owner/name");
const REPOSITORY = {
  field: "repository",
  label: "Repository",
  input: "template",
  help: "owner/name",
} as const;
const Names = z
  .string()
  .max(1000)
  .transform((text) =>
    text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  )
  .default([]);
const Path = z
  .string()
  .trim()
  .min(1, "name a path")
  .max(1000)
  .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), "a path within the repository");

export const GITHUB = connector({
  key: "github",
  name: "GitHub",
  description: "Opens issues, writes files and makes releases.",
  docs: "https://docs.github.com/en/rest",
  hosts: ["api.github.com"],
  credential: z.object({
    token: SecretText.regex(/^(gh[pousr]_|github_pat_)/, "a token begins with github_pat_ or ghp_"),
  }),
  form: [
    {
      field: "token",
      label: "Access token",
      input: "secret",
      placeholder: "github_pat_…",
      help: "A fine-grained token of the repositories it is for, with contents and issues.",
    },
  ],
  actions: [
    action({
      key: "create-issue",
      name: "Open an issue",
      description: "Opens an issue in a repository.",
      input: z.object({
        repository: Repository,
        title: z.string().min(1, "an issue has a title").max(256),
        body: Text.default(""),
        labels: Names,
        assignees: Names,
      }),
      form: [
        REPOSITORY,
        { field: "title", label: "Title", input: "template" },
        { field: "body", label: "Text", input: "long-template" },
        { field: "labels", label: "Labels", input: "template", help: "Separated by commas." },
        { field: "assignees", label: "Assigned to", input: "template", help: "Separated by commas." },
      ],
      isRead: false,
      gives: "number, url",
    }),
    action({
      key: "put-file",
      name: "Write a file",
      description: "Commits a file, new or in place of the one that is there.",
      input: z.object({
        repository: Repository,
        path: Path,
        ...CONTENT,
        message: z.string().min(1, "a commit has a message").max(2000),
        branch: z.string().max(250).default(""),
      }),
      form: [
        REPOSITORY,
        { field: "path", label: "Path", input: "template" },
        ...CONTENT_FORM,
        { field: "message", label: "Commit message", input: "template" },
        { field: "branch", label: "Branch", input: "template", help: "Without one, the default branch." },
      ],
      isRead: false,
      gives: "path, sha, commit, url",
    }),
    action({
      key: "create-release",
      name: "Make a release",
      description: "Makes a release of a tag.",
      input: z.object({
        repository: Repository,
        tag: z.string().trim().min(1, "name a tag").max(250),
        name: z.string().max(250).default(""),
        body: Text.default(""),
        isDraft: z.boolean().default(false),
        isPrerelease: z.boolean().default(false),
      }),
      form: [
        REPOSITORY,
        {
          field: "tag",
          label: "Tag",
          input: "template",
          help: "Made of the default branch where there is none.",
        },
        { field: "name", label: "Name", input: "template" },
        { field: "body", label: "Notes", input: "long-template" },
        { field: "isDraft", label: "As a draft", input: "yes-no" },
        { field: "isPrerelease", label: "As a pre-release", input: "yes-no" },
      ],
      isRead: false,
      gives: "id, url",
    }),
  ],
});

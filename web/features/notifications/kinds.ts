export interface NotificationKind {
  kind: string;
  /** What it is called where it is chosen. */
  label: string;
  /** When it is told. */
  says: string;
  /** How it is mailed to whoever chose nothing, as private.usual_mail has it. */
  usualMail: "at_once" | "digest";
  /** Failures always stand in the list. */
  mayBeHidden: boolean;
}

export const NOTIFICATION_KINDS: readonly NotificationKind[] = [
  {
    kind: "run_failed",
    label: "A run failed",
    says: "A run of a workflow you made failed, or nobody knows how a call of it ended.",
    usualMail: "digest",
    mayBeHidden: false,
  },
  {
    kind: "workflow_paused",
    label: "A workflow paused itself",
    says: "More than 20 runs, and 95 % of them failed.",
    usualMail: "at_once",
    mayBeHidden: false,
  },
  {
    kind: "approval",
    label: "A run asks you",
    says: "A run waits until you, or somebody else who may, approves or rejects. The mail has a link to answer.",
    usualMail: "at_once",
    mayBeHidden: false,
  },
  {
    kind: "message",
    label: "Messages",
    says: "What a step of a workflow tells you, and what waits for your word.",
    usualMail: "digest",
    mayBeHidden: true,
  },
];

/** What the mails of a list are called: `digest`, or a kind. */
export function listWords(list: string): string {
  if (list === "digest") return "the digest";
  const kind = NOTIFICATION_KINDS.find((known) => known.kind === list);
  return kind ? `mails of the kind “${kind.label}”` : "these mails";
}

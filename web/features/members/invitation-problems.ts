export const PROBLEM_NAMES = [
  "unknown",
  "other_address",
  "expired",
  "revoked",
  "accepted",
  "declined",
] as const;
export type InvitationProblem = (typeof PROBLEM_NAMES)[number];

/** Why a link does not work for this person, and what would. */
export const INVITATION_PROBLEMS: Record<InvitationProblem, { title: string; words: string }> = {
  unknown: {
    title: "There is no such invitation",
    words:
      "The link is not complete, or a newer one took its place. Open the newest mail, or ask whoever invited you to send it again.",
  },
  other_address: {
    title: "This invitation is for somebody else",
    words:
      "It works for the address alone that the mail was sent to. Sign out and sign in with that address, or ask to be invited with the one you use.",
  },
  expired: {
    title: "This invitation has expired",
    words: "A link works for seven days. Ask whoever invited you to send it again.",
  },
  revoked: {
    title: "This invitation was taken back",
    words: "Whoever sent it revoked it, or the organisation is gone. Nothing was changed for you.",
  },
  accepted: {
    title: "This invitation was used already",
    words: "A link works once. If you joined with it, the organisation is in your list.",
  },
  declined: {
    title: "You declined this invitation",
    words: "If you changed your mind, ask whoever invited you for a new one.",
  },
};

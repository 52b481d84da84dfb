/** What the log tells of, in the words of the page. */
export const ACTION_WORDS: Readonly<Record<string, string>> = {
  "organisation.created": "made the organisation",
  "organisation.renamed": "renamed the organisation",
  "organisation.settings_changed": "changed its settings",
  "organisation.deleted": "deleted the organisation",
  "organisation.restored": "brought the organisation back",
  "member.joined": "joined",
  "member.removed": "ended a membership",
  "member.role_changed": "changed a role",
  "invitation.sent": "invited somebody",
  "invitation.resent": "sent an invitation again",
  "invitation.accepted": "accepted an invitation",
  "invitation.declined": "declined an invitation",
  "invitation.revoked": "revoked an invitation",
  "key.created": "made a key",
  "key.revoked": "revoked a key",
  "workflow.created": "made a workflow",
  "workflow.published": "published a workflow",
  "workflow.rolled_back": "took a workflow back to an older version",
  "workflow.paused": "paused a workflow",
  "workflow.resumed": "let a workflow go on",
  "workflow.deleted": "deleted a workflow",
  "workflow.restored": "brought a workflow back",
  "workflow.shared": "shared a workflow by a link",
  "workflow.share_revoked": "revoked a link to a workflow",
  "workflow.webhook_secret_made": "made a secret for a webhook",
  "workflow.webhook_secret_revoked": "revoked a secret of a webhook",
  "connection.created": "added a connection",
  "connection.secret_replaced": "replaced the secret of a connection",
  "connection.signed_in": "signed a connection in",
  "connection.deleted": "deleted a connection",
  "run.approved": "approved a run",
  "run.rejected": "rejected a run",
  "run.step_settled": "said how a step ended",
};

/** The words of an action; one that this page does not know stands as it is. */
export function actionWords(action: string): string {
  return ACTION_WORDS[action] ?? action;
}

/** Details in a line: `from editor · to viewer`. */
export function detailWords(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([name, value]) => value !== null && name !== "bySelf")
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) => `${wordsOf(name)} ${Array.isArray(value) ? value.join(" → ") : String(value)}`)
    .join(" · ");
}

function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

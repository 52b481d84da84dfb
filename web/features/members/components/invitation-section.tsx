"use client";

import { useState } from "react";
import { CopyField } from "../../../ui/copy-field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { SettingsSection } from "../../settings/components/settings-section.tsx";
import { InvitationList } from "./invitation-list.tsx";
import { InviteForm } from "./invite-form.tsx";

/** The link of an invitation that was just sent: only now it can be copied. */
export interface SentLink {
  email: string;
  url: string;
}

export function InvitationSection({ orgId }: { orgId: string }) {
  const [sent, setSent] = useState<SentLink | null>(null);
  return (
    <SettingsSection
      id="invitations"
      title="Invitations"
      intro="A mail with a link goes out. It works once, for seven days, and for the invited address alone."
    >
      <div className="grid gap-4">
        <InviteForm orgId={orgId} onSent={setSent} />
        {sent ? (
          <Notice role="status">
            <div className="grid gap-2">
              <p>
                The mail to <strong className="break-all font-semibold">{sent.email}</strong> is on its way.
                The same link, if you want to hand it over yourself:
              </p>
              <CopyField label="Link" value={sent.url} />
            </div>
          </Notice>
        ) : null}
        <InvitationList orgId={orgId} onSent={setSent} />
      </div>
    </SettingsSection>
  );
}

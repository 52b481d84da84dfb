"use client";

import { may } from "@floyo/shared/access/permissions.ts";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { SettingsSection } from "../../settings/components/settings-section.tsx";
import type { Organisation } from "../queries.ts";

const Leave = dynamic(() => import("./leave-dialog.tsx").then((module) => module.LeaveDialog), {
  ssr: false,
});
const Transfer = dynamic(() => import("./transfer-dialog.tsx").then((module) => module.TransferDialog), {
  ssr: false,
});
const Delete = dynamic(() => import("./delete-dialog.tsx").then((module) => module.DeleteDialog), {
  ssr: false,
});

/** The ways out: leaving, handing over, deleting. */
export function EndSection({ organisation }: { organisation: Organisation }) {
  const [open, setOpen] = useState<"leave" | "transfer" | "delete" | null>(null);
  const close = () => setOpen(null);
  const isOwner = may(organisation.role, "org.transfer");
  return (
    <SettingsSection
      id="end"
      title={isOwner ? "Hand over or delete" : "Leave"}
      intro={
        isOwner
          ? "An organisation needs an owner: to leave it, hand it over first."
          : "What you brought along goes with you: your events, patterns and keys are taken out of the organisation."
      }
    >
      <div className="flex flex-wrap gap-2">
        {isOwner ? (
          <>
            <Button onClick={() => setOpen("transfer")}>Hand over</Button>
            <Button look="warm" onClick={() => setOpen("delete")}>
              Delete organisation
            </Button>
          </>
        ) : (
          <Button look="warm" onClick={() => setOpen("leave")}>
            Leave organisation
          </Button>
        )}
      </div>
      {open === "leave" ? <Leave organisation={organisation} onClose={close} /> : null}
      {open === "transfer" ? <Transfer organisation={organisation} onClose={close} /> : null}
      {open === "delete" ? <Delete organisation={organisation} onClose={close} /> : null}
    </SettingsSection>
  );
}

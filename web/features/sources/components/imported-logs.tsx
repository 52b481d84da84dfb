import Link from "next/link";
import { buttonClass } from "../../../ui/button.tsx";
import { SettingsSection } from "../../settings/components/settings-section.tsx";
import { SenderList } from "./sender-list.tsx";

/** The logs that were imported, and the way to the next import. */
export function ImportedLogs() {
  return (
    <SettingsSection
      id="imports"
      title="Imported logs"
      intro="What happened before Floyo was here."
      action={
        <Link href="/import" className={buttonClass("secondary")}>
          Import a log
        </Link>
      }
    >
      <SenderList
        kinds={["import"]}
        noun="imports"
        empty="None yet. A log of the last weeks lets Floyo find a routine today instead of in a month."
      />
    </SettingsSection>
  );
}

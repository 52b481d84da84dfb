import Link from "next/link";
import { Notice } from "../../../ui/notice.tsx";
import type { Run } from "../rows.ts";

/** What a run that waits for its file needs, and where that is allowed. */
export function FileNotice({ run }: { run: Run }) {
  return (
    <Notice role="status">
      It goes on when the file has come: from a page of Floyo that watches its folder, opened by the person
      whose file it is. They say{" "}
      <Link href={`/workflows/${run.workflow_id}`} className="underline underline-offset-2">
        on the workflow’s page
      </Link>{" "}
      whether copies may be taken.
    </Notice>
  );
}

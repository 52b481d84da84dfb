import type { Metadata } from "next";
import { ImportFlow } from "../../../features/import/components/import-flow.tsx";
import { requireUser } from "../../../lib/require-user.ts";
import { PageTitle } from "../../../ui/page-title.tsx";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage() {
  await requireUser("/import");
  return (
    <main className="mx-auto grid w-full max-w-[760px] gap-4 px-4 pt-6 pb-8 sm:px-6">
      <PageTitle intro="A record of what happened to your files: their names and times, never what is in them.">
        Import
      </PageTitle>
      <ImportFlow />
    </main>
  );
}

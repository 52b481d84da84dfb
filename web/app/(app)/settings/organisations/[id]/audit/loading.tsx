import { PageSkeleton } from "../../../../../../ui/page-skeleton.tsx";

export default function AuditLoading() {
  return <PageSkeleton title="Audit log" cards={2} />;
}

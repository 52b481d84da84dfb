import { PageSkeleton } from "../../../ui/page-skeleton.tsx";

export default function WorkflowsLoading() {
  return <PageSkeleton title="Workflows" cards={3} />;
}

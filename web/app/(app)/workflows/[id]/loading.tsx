import { PageSkeleton } from "../../../../ui/page-skeleton.tsx";

export default function WorkflowLoading() {
  return <PageSkeleton title="Workflow" cards={3} />;
}

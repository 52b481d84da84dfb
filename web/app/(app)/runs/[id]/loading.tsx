import { PageSkeleton } from "../../../../ui/page-skeleton.tsx";

export default function RunLoading() {
  return <PageSkeleton title="Run" cards={3} />;
}

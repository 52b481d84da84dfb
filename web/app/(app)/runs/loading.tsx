import { PageSkeleton } from "../../../ui/page-skeleton.tsx";

export default function RunsLoading() {
  return <PageSkeleton title="Runs" cards={3} />;
}

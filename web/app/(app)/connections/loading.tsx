import { PageSkeleton } from "../../../ui/page-skeleton.tsx";

export default function ConnectionsLoading() {
  return <PageSkeleton title="Connections" cards={3} />;
}

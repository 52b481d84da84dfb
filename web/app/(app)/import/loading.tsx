import { PageSkeleton } from "../../../ui/page-skeleton.tsx";

export default function ImportLoading() {
  return <PageSkeleton title="Import" cards={1} />;
}

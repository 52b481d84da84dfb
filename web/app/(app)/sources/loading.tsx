import { PageSkeleton } from "../../../ui/page-skeleton.tsx";

export default function LoadingSources() {
  return <PageSkeleton title="Sources" cards={4} />;
}

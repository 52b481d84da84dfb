import { PageSkeleton } from "../../../../ui/page-skeleton.tsx";

export default function SecurityLoading() {
  return <PageSkeleton title="Security" cards={4} />;
}

import { PageSkeleton } from "../../../../ui/page-skeleton.tsx";

export default function KeysLoading() {
  return <PageSkeleton title="Keys" cards={1} />;
}

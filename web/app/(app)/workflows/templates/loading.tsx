import { PageSkeleton } from "../../../../ui/page-skeleton.tsx";

export default function TemplatesLoading() {
  return <PageSkeleton title="Templates" cards={4} />;
}

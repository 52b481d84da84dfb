import { PageSkeleton } from "../../../ui/page-skeleton.tsx";

export default function LoadingWelcome() {
  return <PageSkeleton title="Where should Floyo look?" cards={3} />;
}

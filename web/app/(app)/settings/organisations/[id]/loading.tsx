import { PageSkeleton } from "../../../../../ui/page-skeleton.tsx";

export default function OrganisationLoading() {
  return <PageSkeleton title="Organisation" cards={4} />;
}

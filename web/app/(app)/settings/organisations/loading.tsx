import { PageSkeleton } from "../../../../ui/page-skeleton.tsx";

export default function OrganisationsLoading() {
  return <PageSkeleton title="Organisations" cards={1} />;
}

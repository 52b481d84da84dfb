import { PageSkeleton } from "../../../ui/page-skeleton.tsx";

export default function SettingsLoading() {
  return <PageSkeleton title="Settings" cards={3} />;
}

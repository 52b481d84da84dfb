import { PageSkeleton } from "../../../../ui/page-skeleton.tsx";

export default function NotificationSettingsLoading() {
  return <PageSkeleton title="Notifications" cards={2} />;
}

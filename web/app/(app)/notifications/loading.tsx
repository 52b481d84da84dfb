import { PageSkeleton } from "../../../ui/page-skeleton.tsx";

export default function NotificationsLoading() {
  return <PageSkeleton title="Notifications" cards={3} />;
}

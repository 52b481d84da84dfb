import type { Metadata } from "next";
import { Privacy } from "../../../features/landing/components/privacy.tsx";

export const metadata: Metadata = { title: "Privacy" };

export default function PrivacyPage() {
  return <Privacy />;
}

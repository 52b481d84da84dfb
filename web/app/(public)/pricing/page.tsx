import type { Metadata } from "next";
import { Pricing } from "../../../features/landing/components/pricing.tsx";

export const metadata: Metadata = { title: "Pricing" };

export default function PricingPage() {
  return <Pricing />;
}

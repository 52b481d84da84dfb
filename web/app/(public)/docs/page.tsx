import type { Metadata } from "next";
import { Docs } from "../../../features/landing/components/docs.tsx";

export const metadata: Metadata = { title: "Docs" };

export default function DocsPage() {
  return <Docs />;
}

import { redirect } from "next/navigation";
import { Landing } from "../features/landing/components/landing.tsx";
import { findUser } from "../lib/require-user.ts";

export default async function LandingPage() {
  if (await findUser()) redirect("/feed");
  return <Landing />;
}

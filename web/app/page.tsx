import { redirect } from "next/navigation";
import { Landing } from "../features/landing/components/landing.tsx";
import { findUser } from "../lib/require-user.ts";

export default async function LandingPage() {
  // Auth may be away; this page has something to say all the same.
  if (await findUser().catch(() => null)) redirect("/feed");
  return <Landing clockMs={Date.now()} />;
}

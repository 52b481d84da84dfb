"use client";

import { useFormStatus } from "react-dom";
import { Button } from "../../../ui/button.tsx";
import { forgetPerson } from "../../offline/forget-person.ts";
import { signOut } from "../actions.ts";

export function SignOut() {
  return (
    <form action={signOut} onSubmit={() => void forgetPerson()}>
      <SignOutButton />
    </form>
  );
}

function SignOutButton() {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" disabled={pending}>
      {pending ? "Signing out…" : "Sign out"}
    </Button>
  );
}

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { useToasts } from "../../../state/toasts.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { type Profile, profileKeys, profileQuery, saveProfile } from "../queries.ts";
import { TimeZoneField } from "./time-zone-field.tsx";

/** Name and time zone. Days and times everywhere follow the zone. */
export function ProfileForm({ userId, email }: { userId: string; email: string }) {
  const { db } = useBrowserDb();
  const { data: profile, error, refetch } = useQuery({ ...profileQuery(db), refetchInterval: false });
  if (error && !profile) {
    return (
      <div role="alert" className="grid justify-items-start gap-2 text-[13px] text-warm">
        Your profile could not be read. {error.message}
        <Button onClick={() => refetch()}>Try again</Button>
      </div>
    );
  }
  // Keyed by what is stored: a save or another tab's change starts the form afresh from it.
  return profile ? (
    <Form
      key={`${profile.displayName}|${profile.timeZone}`}
      profile={profile}
      userId={userId}
      email={email}
    />
  ) : null;
}

function Form({ profile, userId, email }: { profile: Profile; userId: string; email: string }) {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const router = useRouter();
  const show = useToasts((toasts) => toasts.show);
  const save = useMutation({
    mutationFn: (next: Profile) => saveProfile(db(), userId, next),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: profileKeys.mine });
      router.refresh(); // the clock of every page comes from the server with its zone
      show({ title: "Saved" });
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        save.mutate({ displayName: String(form.get("displayName")), timeZone: String(form.get("timeZone")) });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Name"
          name="displayName"
          maxLength={80}
          autoComplete="name"
          defaultValue={profile.displayName}
          placeholder={email}
        />
        <TimeZoneField initial={profile.timeZone} />
      </div>
      {save.error ? (
        <Notice tone="warm" role="alert">
          Nothing was saved. {save.error.message}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" look="primary" disabled={save.isPending}>
          {save.isPending ? "Saving…" : "Save"}
        </Button>
      </div>
    </form>
  );
}

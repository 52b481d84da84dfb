"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { Button } from "../../../ui/button.tsx";
import { createOrganisation, organisationKeys } from "../queries.ts";

const NameDialog = dynamic(() => import("./name-dialog.tsx").then((module) => module.NameDialog), {
  ssr: false,
});

/** Makes an organisation for several people and opens its page. */
export function NewOrganisation() {
  const { db } = useBrowserDb();
  const client = useQueryClient();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const create = useMutation({
    mutationFn: (name: string) => createOrganisation(db(), name),
    onSuccess: async (id) => {
      await client.invalidateQueries({ queryKey: organisationKeys.list });
      setOpen(false);
      router.push(`/settings/organisations/${id}`);
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>New organisation</Button>
      {isOpen ? (
        <NameDialog
          problem={create.error?.message}
          isPending={create.isPending}
          onSend={(name) => create.mutate(name)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { z } from "zod";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { parseAnswer } from "../../../lib/db.ts";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { useConfirmed } from "../../account/use-confirmed.ts";

const NewCodes = dynamic(() => import("./new-codes.tsx").then((module) => module.NewCodes), { ssr: false });
const Codes = z.array(z.string()).min(1);
const FEW = 3;

/** How many recovery codes are left, and the way to new ones. Shown to people with an authenticator app. */
export function RecoverySection({ left }: { left: number }) {
  const { db } = useBrowserDb();
  const confirmed = useConfirmed();
  const router = useRouter();
  const [codes, setCodes] = useState<string[] | null>(null);
  const make = useMutation({
    mutationFn: () => confirmed(async () => parseAnswer(Codes, await db().rpc("make_recovery_codes"))),
    onSuccess: setCodes,
  });
  return (
    <div className="mt-4 grid justify-items-start gap-2 border-line border-t pt-4">
      <h3 className="text-[13px] font-semibold">Recovery codes</h3>
      <p className={`text-[13px] ${left < FEW ? "text-warm" : "text-soft"}`}>
        {left === 0 ? "None left." : left === 1 ? "1 is left." : `${left} are left.`} Each gets you in one
        time when the app is lost, and takes the apps away.
      </p>
      {make.error ? (
        <Notice tone="warm" role="alert">
          The codes you have still work. {make.error.message}
        </Notice>
      ) : null}
      <Button disabled={make.isPending} onClick={() => make.mutate()}>
        {make.isPending ? "Making…" : "Make ten new ones"}
      </Button>
      {codes ? (
        <NewCodes
          codes={codes}
          onSaved={() => {
            setCodes(null);
            router.refresh();
          }}
        />
      ) : null}
    </div>
  );
}

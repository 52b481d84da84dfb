"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useBrowserDb } from "../../../lib/browser-db.tsx";
import { formatAgo, formatDay } from "../../../lib/format-time.ts";
import { Button } from "../../../ui/button.tsx";
import { useMoment } from "../../../ui/clock.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { useMay } from "../../organisations/use-may.ts";
import { sourcesQuery } from "../../sources/queries.ts";
import { type DeviceKey, keysQuery, SCOPES, type Scope } from "../queries.ts";
import { RevokeKey } from "./revoke-key.tsx";

/** Keys in use, and the way to end each. */
export function KeyList() {
  const { db } = useBrowserDb();
  const may = useMay();
  const query = useQuery(keysQuery(db));
  const sources = useQuery(sourcesQuery(db)).data;
  const [revoking, setRevoking] = useState<DeviceKey | null>(null);
  return (
    <>
      <QueryState
        noun="keys"
        query={query}
        empty={
          <p className="text-[13px] text-soft">
            No key yet. A device or program needs one to send events without you being there.
          </p>
        }
      >
        {(keys) => (
          <ul className="-my-1 divide-y divide-line">
            {keys.map((key) => (
              <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
                <KeyLine deviceKey={key} sourceName={sources?.find(({ id }) => id === key.source_id)?.name} />
                {may(key.org_id, "keys.write") ? (
                  <Button onClick={() => setRevoking(key)} aria-label={`Revoke ${key.name}`}>
                    Revoke
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </QueryState>
      <RevokeKey deviceKey={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

function KeyLine({ deviceKey, sourceName }: { deviceKey: DeviceKey; sourceName: string | undefined }) {
  const moment = useMoment();
  const used = deviceKey.last_used_at
    ? `last used ${formatAgo(Date.parse(deviceKey.last_used_at), moment)}`
    : "not used yet";
  const endsAt = deviceKey.expires_at ? Date.parse(deviceKey.expires_at) : null;
  const ends =
    endsAt === null ? "" : ` · ${endsAt <= moment.now ? "ended" : "ends"} ${formatDay(endsAt, moment)}`;
  return (
    <div className="min-w-0 flex-1 basis-52">
      <p className="flex flex-wrap items-baseline gap-x-2 text-[13.5px] font-medium">
        {deviceKey.name}
        <code className="font-mono text-meta font-normal text-soft">{deviceKey.prefix}…</code>
      </p>
      <p className="text-meta text-soft">
        {deviceKey.scopes
          .map((scope) => (isScope(scope) ? lowerFirst(SCOPES[scope].label) : scope))
          .join(", ")}
        {sourceName ? ` · for ${sourceName}` : ""}
      </p>
      <p className="text-meta text-soft">
        made {formatDay(Date.parse(deviceKey.created_at), moment)} · {used}
        {ends}
      </p>
    </div>
  );
}

function isScope(scope: string): scope is Scope {
  return Object.hasOwn(SCOPES, scope);
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

import type { Broker } from "./broker.ts";
import { parseLoopbackUrl } from "./destination.ts";
import { RequestError } from "./request-error.ts";
import type { Store } from "./store.ts";

export interface Endpoint {
  name?: string;
  url: string;
}

/** A name for several addresses, as the client's `UrlGroup` has it. */
export interface UrlGroup {
  name: string;
  endpoints: Endpoint[];
  createdAt: number;
  updatedAt: number;
}

interface Row {
  name: string;
  endpoints: string;
  created_at: number;
  updated_at: number;
}

export function listUrlGroups(store: Store): UrlGroup[] {
  return store.all<Row>("select * from url_groups order by name").map(fromRow);
}

export function getUrlGroup(store: Store, name: string): UrlGroup {
  const row = store.get<Row>("select * from url_groups where name = ?", name);
  if (!row) throw new RequestError(404, `url group "${name}" not found`);
  return fromRow(row);
}

export function endpointsOf(store: Store, name: string): Endpoint[] {
  return getUrlGroup(store, name).endpoints;
}

/** Adds endpoints, replacing those with the same address; makes the group when it is new. */
export function addEndpoints({ store, clock }: Broker, name: string, endpoints: Endpoint[]): void {
  for (const endpoint of endpoints) parseLoopbackUrl(endpoint.url, "endpoint");
  const known = store.get<Row>("select * from url_groups where name = ?", name);
  const kept = known
    ? fromRow(known).endpoints.filter((old) => !endpoints.some(({ url }) => url === old.url))
    : [];
  saveEndpoints(store, { name, endpoints: [...kept, ...endpoints], now: clock.now() });
}

/** Takes out the endpoints that match a name or an address. A group without endpoints is gone. */
export function removeEndpoints({ store, clock }: Broker, name: string, gone: Partial<Endpoint>[]): void {
  const kept = getUrlGroup(store, name).endpoints.filter(
    (endpoint) =>
      !gone.some(
        (match) =>
          (match.url === undefined || match.url === endpoint.url) &&
          (match.name === undefined || match.name === endpoint.name),
      ),
  );
  if (kept.length === 0) deleteUrlGroup(store, name);
  else saveEndpoints(store, { name, endpoints: kept, now: clock.now() });
}

export function deleteUrlGroup(store: Store, name: string): void {
  store.run("delete from url_groups where name = ?", name);
}

function saveEndpoints(store: Store, group: { name: string; endpoints: Endpoint[]; now: number }): void {
  store.run(
    `insert into url_groups (name, endpoints, created_at, updated_at) values (?, ?, ?, ?)
     on conflict (name) do update set endpoints = excluded.endpoints, updated_at = excluded.updated_at`,
    group.name,
    JSON.stringify(group.endpoints),
    group.now,
    group.now,
  );
}

function fromRow(row: Row): UrlGroup {
  return {
    name: row.name,
    endpoints: JSON.parse(row.endpoints),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

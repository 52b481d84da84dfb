import { ROLES, type Role } from "@floyo/shared/access/roles.ts";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BrowserDbProvider } from "../../lib/browser-db.tsx";
import { PauseButton } from "../sources/components/pause-button.tsx";
import { type Organisation, organisationKeys } from "./queries.ts";

const source = {
  id: "5f0a1c1e-3a43-4e37-9d5b-0d5a3f0f1c11",
  org_id: "0d5a3f0f-3a43-4e37-9d5b-5f0a1c1e1c11",
  kind: "folder",
  name: "Documents",
  created_at: "2026-11-22T09:00:00Z",
  paused_at: null,
  last_event_at: null,
} as const;

/** The button as somebody of this role sees it; null: the organisations are not read yet. */
function shown(role: Role | null): string {
  const client = new QueryClient();
  const team: Organisation = {
    ...{ id: source.org_id, name: "North", kind: "team", epoch: 1, minPeople: 5, deletedAt: null },
    role: role ?? "viewer",
  };
  if (role) client.setQueryData(organisationKeys.list, [team]);
  const context = {
    ...{ supabaseUrl: "http://127.0.0.1:1", publishableKey: "x", onSessionOver: () => {} },
    children: createElement(PauseButton, { source }),
  };
  return renderToStaticMarkup(
    createElement(QueryClientProvider, { client }, createElement(BrowserDbProvider, context)),
  );
}

test.each(ROLES)("who may pause a source is offered it, as %s", (role) => {
  if (role === "viewer") expect(shown(role)).toBe("");
  else expect(shown(role)).toContain("Pause Documents");
});

test("until the organisations are read a button is where it nearly always is", () => {
  expect(shown(null)).toContain("Pause Documents");
});

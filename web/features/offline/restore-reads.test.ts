import { dehydrate, QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { restoreReads } from "./restore-reads.ts";

const HOUR_MS = 3_600_000;
const KEY = ["keys"];

function keptBy(data: string, updatedAt: number) {
  const client = new QueryClient();
  client.setQueryData(KEY, data, { updatedAt });
  client.setQueryData(["timeline"], "kept", { updatedAt });
  return dehydrate(client);
}

function pageWith(data: string, updatedAt: number): QueryClient {
  const client = new QueryClient();
  client.setQueryData(KEY, data, { updatedAt });
  return client;
}

test("with a network, what the page came with stays, though the device's clock runs ahead", () => {
  const now = Date.now();
  const page = pageWith("of the server", now);

  restoreReads(page, keptBy("kept", now + HOUR_MS), { isOnline: true });

  expect(page.getQueryData(KEY)).toBe("of the server");
  expect(page.getQueryData(["timeline"])).toBe("kept");
});

test("without a network the newer of the two is shown", () => {
  const now = Date.now();
  const page = pageWith("of an old page", now - HOUR_MS);

  restoreReads(page, keptBy("kept", now), { isOnline: false });

  expect(page.getQueryData(KEY)).toBe("kept");
});

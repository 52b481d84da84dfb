import { expect, test } from "vitest";
import { newCpuAccount } from "./charge.ts";

test("charges a lone request with all that was spent while it was open", () => {
  const account = newCpuAccount(500);
  account.open();

  account.settle(1_700);

  expect(account.highest()).toBe(1_200);
});

test("splits overlapping time, so a burst of small requests is not one large one", () => {
  const account = newCpuAccount(0);
  for (let i = 0; i < 10; i++) account.open();

  account.settle(3_000);

  expect(account.highest()).toBe(300);
});

test("forgets a request that has ended", () => {
  const account = newCpuAccount(0);
  const charge = account.open();
  account.settle(1_900);

  charge.close();
  account.open();
  account.settle(2_000);

  expect(account.highest()).toBe(100);
});

test("charges work after the last response to the background until a new request comes", () => {
  const account = newCpuAccount(0);

  account.settle(2_500);
  expect(account.highest()).toBe(2_500);

  account.open();
  expect(account.highest()).toBe(0);
});

import { expect, test } from "vitest";
import { sessionCookie } from "./session-cookie.ts";

test("over https the session's cookie belongs to this host alone, to https and to no script", () => {
  expect(sessionCookie("https://floyo.example")).toEqual({
    name: "__Host-floyo",
    secure: true,
    httpOnly: true,
    sameSite: "lax",
    path: "/",
  });
});

test("a local address over http cannot carry that prefix; scripts see the cookie as little", () => {
  expect(sessionCookie("http://127.0.0.1:3000")).toMatchObject({
    name: "floyo",
    secure: false,
    httpOnly: true,
  });
});

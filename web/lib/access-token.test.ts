import { describe, expect, it, vi } from "vitest";
import { createTokenSource } from "./access-token.ts";

const answer = (accessToken: string, expiresAt: number) => () =>
  Promise.resolve(Response.json({ accessToken, expiresAt }));

describe("createTokenSource", () => {
  it("asks once for callers that come together", async () => {
    const fetch = vi.fn(answer("a", 1000));
    const token = createTokenSource({ fetch, now: () => 0 });

    await Promise.all([token(), token(), token()]);

    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("renews a token in its last minute", async () => {
    let now = 0;
    const fetch = vi.fn(answer("a", 1000));
    const token = createTokenSource({ fetch, now: () => now });

    await token();
    now = 941_000;
    await token();

    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it("keeps a token that has more than a minute left", async () => {
    let now = 0;
    const fetch = vi.fn(answer("a", 1000));
    const token = createTokenSource({ fetch, now: () => now });

    await token();
    now = 939_000;
    await token();

    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("says that the session is over when the site answers 401", async () => {
    const token = createTokenSource({
      fetch: () => Promise.resolve(new Response(null, { status: 401 })),
      now: () => 0,
    });

    await expect(token()).rejects.toMatchObject({ code: "unauthorized" });
  });

  it("asks again after a failure", async () => {
    const fetch = vi.fn(answer("b", 1000)).mockResolvedValueOnce(new Response(null, { status: 503 }));
    const token = createTokenSource({ fetch, now: () => 0 });

    await token().catch(() => null);

    await expect(token()).resolves.toBe("b");
  });
});

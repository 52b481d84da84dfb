import { OAuth2Server } from "oauth2-mock-server";
import { describe, expect, test } from "vitest";
import type { Services } from "../_connectors/testing/serve-services.ts";
import type { Person } from "../testing/database.ts";
import type { Stack } from "../testing/stack.ts";
import { bringRun, connectionRow, type createCommands, startRunOf } from "./testing.ts";

export interface Provider {
  url: string;
  exempt: string;
  /** Seconds that its next tokens hold. */
  expiresIn: number;
  /** Each asking for tokens, by its grant. */
  grants: string[];
  stop(): Promise<void>;
}

/** The OAuth 2.0 server of npm, which checks PKCE, told how long its tokens hold. */
export async function startProvider(): Promise<Provider> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate("RS256");
  await server.start(0, "127.0.0.1");
  const { port } = server.address();
  const provider: Provider = {
    url: `http://127.0.0.1:${port}`,
    exempt: `127.0.0.1:${port}`,
    expiresIn: 3600,
    grants: [],
    stop: () => server.stop(),
  };
  server.service.on("beforeResponse", (answer, { body }: { body: { grant_type: string } }) => {
    provider.grants.push(body.grant_type);
    Object.assign(answer.body, { expires_in: provider.expiresIn });
  });
  return provider;
}

interface Given {
  stack: Stack;
  services: Services;
  provider: Provider;
  person: Person;
  command: ReturnType<typeof createCommands>;
}

export function testSignIns(given: () => Given): void {
  const credential = () => ({
    kind: "oauth-person",
    address: `${given().services.origin}/api`,
    clientId: "floyo",
    clientSecret: "canary-client-secret",
    authorizeUrl: `${given().provider.url}/authorize`,
    tokenUrl: `${given().provider.url}/token`,
    scope: "books",
  });
  const add = async () => {
    const { command, person } = given();
    const added = await command({
      do: "add",
      orgId: person.orgId,
      connector: "http",
      name: "Books",
      credential: credential(),
    });
    return added.body.id as string;
  };
  /** As a browser would: to the service, signed in there, and back with a code. */
  const goAndComeBack = async (id: string) => {
    const { url } = (await given().command({ do: "begin-sign-in", id })).body;
    const back = await fetch(url, { redirect: "manual" });
    const { searchParams, pathname } = new URL(back.headers.get("location") ?? "");
    expect(pathname).toBe("/connections/callback");
    return { code: searchParams.get("code") ?? "", state: searchParams.get("state") ?? "" };
  };
  const call = (id: string) => ({
    id: "get",
    kind: "http",
    with: { url: `${given().services.origin}/api/books`, connectionId: id },
    retry: { tries: 0 },
  });

  describe("signing in at a service", () => {
    test("a person signs in with state and PKCE, and steps call with the token", async () => {
      const { stack, command, person, services } = given();
      const id = await add();
      expect(await connectionRow(stack, id)).toMatchObject({ sign_in: "needed", state: "untested" });

      const ended = await command({ do: "end-sign-in", ...(await goAndComeBack(id)) });
      services.received.length = 0;
      const run = await bringRun(stack, await startRunOf(stack, person, [call(id)]));

      expect(ended.body).toMatchObject({ id, tried: { works: true } });
      expect(await connectionRow(stack, id)).toMatchObject({ sign_in: "done", state: "working" });
      expect(run).toMatchObject({ status: "done", output: { body: { got: "Bearer [secret]" } } });
      expect(services.received[0]?.headers.authorization).toMatch(/^Bearer ey/);
    });

    test("nobody comes back with another person's state, twice, or with a code of another verifier", async () => {
      const { stack, command, person } = given();
      const id = await add();
      const first = await goAndComeBack(id);
      const second = await goAndComeBack(id);

      const older = await command({ do: "end-sign-in", ...first });
      const mixed = await command({ do: "end-sign-in", state: second.state, code: first.code });
      const again = await command({ do: "end-sign-in", ...second });

      expect([older.status, mixed.status, again.status]).toEqual([403, 400, 403]);
      expect(JSON.stringify(mixed.body)).not.toContain("canary-client-secret");
      expect(await connectionRow(stack, id)).toMatchObject({ sign_in: "needed" });
      const refused = await bringRun(stack, await startRunOf(stack, person, [call(id)]));
      expect(refused).toMatchObject({ status: "failed", error: { code: "sign_in_needed" } });
    });

    test("a token that ends is renewed once, by whoever comes first", async () => {
      const { stack, command, person, provider } = given();
      const id = await add();
      provider.expiresIn = 1;
      await command({ do: "end-sign-in", ...(await goAndComeBack(id)) });
      provider.expiresIn = 3600;
      provider.grants.length = 0;

      const runs = await Promise.all(
        [1, 2, 3].map(async () => bringRun(stack, await startRunOf(stack, person, [call(id)]))),
      );

      expect(runs.map((run) => run?.status)).toEqual(["done", "done", "done"]);
      expect(provider.grants).toEqual(["refresh_token"]);
    });

    test("an app gets its own token, which nobody signs in for", async () => {
      const { stack, command, person } = given();
      const { authorizeUrl: _, ...app } = credential();
      const added = await command({
        do: "add",
        orgId: person.orgId,
        connector: "http",
        name: "App",
        credential: { ...app, kind: "oauth-client" },
      });

      expect(added.body).toMatchObject({ needsSignIn: false, tried: { works: true } });
      expect(await bringRun(stack, await startRunOf(stack, person, [call(added.body.id)]))).toMatchObject({
        status: "done",
      });
    });
  });
}

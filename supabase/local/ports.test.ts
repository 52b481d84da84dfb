import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePorts, portsFromEnv, refuseTakenPorts } from "./ports.ts";

let blocker: Server | undefined;

afterEach(async () => {
  await new Promise((done) => (blocker ? blocker.close(done) : done(null)));
  blocker = undefined;
});

test("without variables the ports are those of `supabase start`", () => {
  expect(portsFromEnv({})).toEqual({
    api: 54321,
    db: 54322,
    mail: 54324,
    qstash: 8080,
    redis: 8079,
    receiver: 54329,
    web: 3000,
  });
});

test("a variable moves its port, an empty one does not", () => {
  expect(portsFromEnv({ FLOYO_WEB_PORT: "4000", FLOYO_DB_PORT: "" })).toMatchObject({ web: 4000, db: 54322 });
});

test.each(["0", "65536", "http", "80.5"])("%s is refused as a port in one sentence", (value) => {
  expect(() => portsFromEnv({ FLOYO_API_PORT: value })).toThrow(
    `FLOYO_API_PORT must be a port from 1 to 65535, got "${value}".`,
  );
});

test("a taken port is named with the variable that moves it", async () => {
  const ports = await freePorts();
  blocker = createServer();
  await new Promise<void>((done) => blocker?.listen(ports.qstash, "127.0.0.1", done));

  await expect(refuseTakenPorts(ports)).rejects.toThrow(
    `Port ${ports.qstash} is taken: stop what uses it, or set FLOYO_QSTASH_PORT to another port.`,
  );
});

test("free ports are all different and free", async () => {
  const ports = await freePorts();

  expect(new Set(Object.values(ports)).size).toBe(7);
  await expect(refuseTakenPorts(ports)).resolves.toBeUndefined();
});

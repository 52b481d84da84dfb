import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serveFixtures } from "./testing/serve-fixtures.ts";
import { readUsage } from "./usage.ts";

type Served = Awaited<ReturnType<typeof serveFixtures>>;
const LIMIT_BODY = {
  code: "WORKER_RESOURCE_LIMIT",
  message: "Function failed due to not having enough compute resources (please check logs)",
};

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("a function as hosted runs it", () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveFixtures({
      env: {
        SUPABASE_URL: "http://127.0.0.1:1",
        FLOYO_X: "x",
        QSTASH_X: "q",
        FLOYO_TEST_DB_URL: "no",
        HOME: "/",
      },
    });
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => console.error(served.lines.join("\n"))));
  afterAll(() => served.stop());

  test("sees method, body, query, its own name as the path, and hosted's inner host", async () => {
    const response = await served.call("echo/sub?a=1", {
      method: "POST",
      body: "hello",
      headers: { "x-a": "b" },
    });

    const seen = await response.json();
    expect(seen).toMatchObject({
      url: "http://edge-runtime.supabase.com/echo/sub?a=1",
      method: "POST",
      body: "hello",
    });
    expect(seen.headers["x-a"]).toBe("b");
  });

  test("sees only the variables that hosted would give", async () => {
    const seen = await (await served.call("echo")).json();

    expect(seen.env).toEqual({ SUPABASE_URL: "http://127.0.0.1:1", FLOYO_X: "x", QSTASH_X: "q" });
  });

  test("resolves npm packages from node_modules without the network", async () => {
    expect(await (await served.call("packages")).json()).toEqual({ jose: "ZmxveW8", postgres: "function" });
  });

  test("an unknown or private name is hosted's 404", async () => {
    for (const name of ["nope", "_http", "%2e%2e"]) {
      const response = await served.call(name);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        code: "NOT_FOUND",
        message: "Requested function was not found",
      });
    }
  });

  test("HTML becomes text", async () => {
    const response = await served.call("page");

    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe("<h1>hi</h1>");
  });

  test("ports 25 and 587 are shut to Deno, Node and fetch, others are not", async () => {
    for (const port of [25, 587]) {
      const seen = await (await served.call(`mail?port=${port}`)).json();
      expect(Object.values(seen)).toEqual(
        Array(3).fill(`port ${port} is shut for edge functions, as on hosted`),
      );
    }
    const other = await (await served.call("mail?port=9")).json();
    expect(JSON.stringify(other)).not.toContain("is shut");
  });

  test("request and response bodies stream through", async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    void writer.write(new TextEncoder().encode("first"));

    const init = { method: "POST", body: readable, duplex: "half" };
    const response = await served.call("stream", init as RequestInit);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    void writer.write(new TextEncoder().encode("second")).then(() => writer.close());
    const second = await reader?.read();

    expect(new TextDecoder().decode(first?.value)).toBe("first");
    expect(new TextDecoder().decode(second?.value)).toBe("second");
  });

  test("a throw in the handler is hosted's 500 and leaves the process", async () => {
    const response = await served.call("crash?how=throw");

    expect(response.status).toBe(500);
    expect((await response.json()).code).toBe("WORKER_ERROR");
    expect((await served.call("crash")).status).toBe(200);
  });

  test("a process that dies answers 500 and is replaced for the next request", async () => {
    const response = await served.call("crash?how=background");

    expect(response.status).toBe(500);
    expect((await response.json()).code).toBe("WORKER_ERROR");
    expect(await (await served.call("crash")).text()).toBe("fine");
  });

  test("code that does not load answers 503 and says why in the log", async () => {
    const response = await served.call("broken");

    expect(response.status).toBe(503);
    expect((await response.json()).code).toBe("BOOT_ERROR");
    expect(served.lines.join("\n")).toMatch(/^\[broken\] .*broken on purpose/m);
    expect(served.lines.join("\n")).not.toContain("starting it again");
  });

  test("a process that a signal ends before it listens is started again, and the log says so", async () => {
    const response = await served.call("stumble");

    expect(await response.text()).toBe("up again");
    expect(served.lines).toContain("[stumble] ended by SIGABRT before it listened, starting it again");
  });

  test("one that a signal ends each time is not started for ever", async () => {
    const response = await served.call("fall");

    expect((await response.json()).code).toBe("BOOT_ERROR");
    expect(served.lines.filter((line) => line.startsWith("[fall] "))).toEqual([
      "[fall] ended by SIGKILL before it listened, starting it again",
      "[fall] ended by SIGKILL before it listened, starting it again",
      "[fall] ended by SIGKILL before it listened",
    ]);
  });

  test("module state lives on between requests", async () => {
    await served.functions.warm("count");
    expect(await (await served.call("count")).json()).toEqual({ requests: 1 });
    expect(await (await served.call("count")).json()).toEqual({ requests: 2 });
  });

  test("a change of its file meets the next request", async () => {
    const file = join(served.root, "functions", "greet", "index.ts");
    expect(await (await served.call("greet")).text()).toBe("hello");

    writeFileSync(file, readFileSync(file, "utf8").replace('"hello"', '"changed"'));

    await expect.poll(async () => (await served.call("greet")).text()).toBe("changed");
    await expect.poll(() => served.functions.pids("greet").length).toBe(1);
  });
});

describe("limits", () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveFixtures();
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => console.error(served.lines.join("\n"))));
  afterAll(() => served.stop());

  test("over 2 s of CPU the process is killed and the caller gets 546", async () => {
    const response = await served.call("spin?ms=20000");

    expect(response.status).toBe(546);
    expect(response.headers.get("sb-error-code")).toBe("WORKER_RESOURCE_LIMIT");
    expect(await response.json()).toEqual(LIMIT_BODY);
    expect(served.functions.pids("spin")).toEqual([]);
    expect(await (await served.call("spin?ms=10")).text()).toBe("spun 10 ms");
  });

  test("over 256 MB the process is killed and the caller gets 546; 100 MB are let be", async () => {
    expect(await (await served.call("hoard?mb=100")).text()).toBe("kept 100 MB");

    const response = await served.call("hoard?mb=400");

    expect(response.status).toBe(546);
    expect(await response.json()).toEqual(LIMIT_BODY);
    expect(served.lines.join("\n")).toMatch(/^\[hoard\] killed: memory \d+ MB, over 256 MB$/m);
  });

  test("no response in time is 504", async () => {
    const impatient = await serveFixtures({ limits: { idleMs: 500 } });

    const response = await impatient.call("sleep?ms=60000");

    expect(response.status).toBe(504);
    expect((await response.json()).code).toBe("IDLE_TIMEOUT");
    await impatient.stop();
  });

  test("a request that goes on for too long in all is cut with its process", async () => {
    const impatient = await serveFixtures({ limits: { wallMs: 500 } });

    const response = await impatient.call("sleep?ms=60000");

    expect(response.status).toBe(546);
    await expect.poll(() => impatient.functions.pids("sleep")).toEqual([]);
    await impatient.stop();
  });
});

describe("processes", () => {
  test("recycling gives each request a fresh one and leaves none", async () => {
    const served = await serveFixtures({ recycle: true });

    expect(await (await served.call("count")).json()).toEqual({ requests: 1 });
    expect(await (await served.call("count")).json()).toEqual({ requests: 1 });
    await expect.poll(() => served.functions.pids("count")).toEqual([]);

    await served.stop();
  });

  test("stop leaves none, not even one that is starting", async () => {
    const served = await serveFixtures();
    await served.functions.warm("greet");
    const pids = served.functions.pids("greet");
    const starting = served.functions.warm("echo");

    await served.stop();

    expect(await starting).toBe(false);
    expect(pids).toHaveLength(1);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test("they end when the platform is killed", async () => {
    const { parent, pid } = await startApart("greet-and-stay.ts");
    expect(isRunning(pid)).toBe(true);

    parent.kill("SIGKILL");

    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  test.runIf(process.platform === "linux")("so does one that runs in circles", async () => {
    const { parent, pid } = await startApart("spin-and-stay.ts");
    await expect.poll(async () => (await readUsage(pid))?.cpuMs).toBeGreaterThan(500);

    parent.kill("SIGKILL");

    await expect.poll(() => isRunning(pid)).toBe(false);
  });
});

/** Runs a script of testing/ in a process of its own, which prints the id of its function's process and its folder. */
async function startApart(name: string) {
  const script = fileURLToPath(new URL(`./testing/${name}`, import.meta.url));
  const parent = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(parent.stdout), "line");
  const [pid, folder] = String(line).split(" ");
  parent.once("exit", () => rmSync(folder ?? "", { recursive: true, force: true }));
  return { parent, pid: Number(pid) };
}

import { serveFixtures } from "./serve-fixtures.ts";

/** Starts one function, makes it run in circles, prints its process id and its folder, and stays: its parent kills it. */
const served = await serveFixtures({ limits: { cpuMs: 60_000 } });
await served.functions.warm("spin");
void served.call("spin?ms=60000");
console.log(served.functions.pids("spin")[0], served.root);

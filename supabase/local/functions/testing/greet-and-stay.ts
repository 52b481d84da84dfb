import { serveFixtures } from "./serve-fixtures.ts";

/** Starts one function, prints its process id and its folder, and stays: its parent kills it. */
const served = await serveFixtures();
await served.functions.warm("greet");
console.log(served.functions.pids("greet")[0], served.root);

import process from "node:process";

process.kill(process.pid, "SIGKILL");

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default { fetch: () => new Response("never reached") };

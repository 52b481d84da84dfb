import { connect } from "node:net";

interface Dialler {
  connect(options: { hostname: string; port: number }): Promise<{ close(): void }>;
}

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default {
  async fetch(request: Request) {
    const port = Number(new URL(request.url).searchParams.get("port"));
    const { Deno } = globalThis as unknown as { Deno: Dialler };
    const deno = await Deno.connect({ hostname: "127.0.0.1", port }).then(
      (connection) => {
        connection.close();
        return "open";
      },
      (error: Error) => error.message,
    );
    const node = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve("open"));
      socket.on("error", (error) => resolve(error.message));
    });
    const web = await fetch(`http://127.0.0.1:${port}/`).then(
      () => "open",
      (error: Error) => error.message,
    );
    return Response.json({ deno, node, web });
  },
};

interface Environment {
  env: { toObject(): Record<string, string> };
}

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default {
  async fetch(request: Request) {
    const { Deno } = globalThis as unknown as { Deno: Environment };
    return Response.json({
      url: request.url,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
      env: Deno.env.toObject(),
    });
  },
};

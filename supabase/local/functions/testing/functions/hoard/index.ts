const kept: unknown[] = [];

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default {
  async fetch(request: Request) {
    const url = new URL(request.url);
    const megabytes = Number(url.searchParams.get("mb"));
    for (let i = 0; i < megabytes; i++) {
      kept.push(url.searchParams.has("heap") ? Array.from({ length: 131_072 }, (_, n) => n + 0.5) : filled());
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return new Response(`kept ${kept.length} MB`);
  },
};

function filled(): Uint8Array {
  return new Uint8Array(1024 * 1024).fill(1);
}

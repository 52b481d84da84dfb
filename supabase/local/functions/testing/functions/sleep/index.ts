// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default {
  async fetch(request: Request) {
    await new Promise((resolve) => setTimeout(resolve, Number(new URL(request.url).searchParams.get("ms"))));
    return new Response("awake");
  },
};

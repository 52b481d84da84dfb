// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default {
  async fetch(request: Request) {
    const how = new URL(request.url).searchParams.get("how");
    if (how === "throw") throw new Error("thrown on purpose");
    if (how === "background") {
      setTimeout(() => {
        throw new Error("thrown in the background on purpose");
      }, 1);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
    }
    return new Response("fine");
  },
};

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default {
  fetch(request: Request) {
    const ms = Number(new URL(request.url).searchParams.get("ms"));
    const end = performance.now() + ms;
    while (performance.now() < end);
    return new Response(`spun ${ms} ms`);
  },
};

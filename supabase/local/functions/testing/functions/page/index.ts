// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default {
  fetch: () => new Response("<h1>hi</h1>", { headers: { "content-type": "text/html; charset=utf-8" } }),
};

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default {
  fetch(request: Request) {
    return new Response(request.body, { headers: { "content-type": "application/octet-stream" } });
  },
};

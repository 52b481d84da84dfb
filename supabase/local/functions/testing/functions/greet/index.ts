// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default { fetch: () => new Response("hello", { headers: { "content-type": "text/plain" } }) };

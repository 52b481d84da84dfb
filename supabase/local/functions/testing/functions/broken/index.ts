throw new Error("broken on purpose");

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default { fetch: () => new Response("never") };

let requests = 0;

// biome-ignore lint/style/noDefaultExport: the form in which hosted takes a function
export default { fetch: () => Response.json({ requests: ++requests }) };

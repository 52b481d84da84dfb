/** How REST behaves here: config.toml's [api], which the hosted project is set to. */
export const REST_SETTINGS = {
  schemas: ["public"],
  searchPath: ["public", "extensions"],
  maxRows: 1000,
} as const;

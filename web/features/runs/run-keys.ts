export const runKeys = {
  all: ["runs"] as const,
  list: (filter: object) => ["runs", "list", filter] as const,
  one: (id: string) => ["runs", "one", id] as const,
  steps: (id: string) => ["runs", "steps", id] as const,
};

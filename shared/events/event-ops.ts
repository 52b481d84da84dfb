export const EVENT_OPS = [
  "created",
  "modified",
  "moved",
  "deleted",
  "opened",
  "downloaded",
  "uploaded",
  "ran",
] as const;

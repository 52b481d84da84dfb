/** Organisations that the person of this tab left or deleted, who need not be told of it. */
export const leftByYourself = new Set<string>();

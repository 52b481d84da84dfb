import type { Role } from "@floyo/shared/access/roles.ts";

const WORDS: Record<Role, string> = {
  owner: "the owner",
  admin: "an admin",
  editor: "an editor",
  operator: "an operator",
  viewer: "a viewer",
};

/** `an admin`, as it stands in a sentence. */
export function roleWord(role: Role): string {
  return WORDS[role];
}

/** `Admin`, as it stands alone. */
export function roleName(role: Role): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}

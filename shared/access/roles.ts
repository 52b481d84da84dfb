import { z } from "zod";

/** Roles of an organisation, the mightiest first. */
export const ROLES = ["owner", "admin", "editor", "operator", "viewer"] as const;

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** What each role is for, as the members page says it. */
export const ROLE_SAYS: Record<Role, string> = {
  owner: "Everything, and the only one who hands the organisation over or deletes it.",
  admin: "Invites and removes people, changes roles, reads the audit log.",
  editor: "Adds sources and keys, decides on suggestions.",
  operator: "Runs what others built: own sources, keys and suggestions.",
  viewer: "Looks, and changes nothing.",
};

/** Roles that an invitation or a change may give: an organisation is handed over by its own command. */
export const GIVEN_ROLES = ["admin", "editor", "operator", "viewer"] as const satisfies readonly Role[];
export const GivenRole = z.enum(GIVEN_ROLES);
export type GivenRole = z.infer<typeof GivenRole>;

import type { Role } from "./roles.ts";

interface PermissionRow {
  /** What it lets a person do, as the roles table of the members page says it. */
  says: string;
  roles: readonly Role[];
}

const EVERYONE = ["owner", "admin", "editor", "operator", "viewer"] as const;
const THOSE_WHO_WORK = ["owner", "admin", "editor", "operator"] as const;
const ADMINS = ["owner", "admin"] as const;
const THOSE_WHO_BUILD = ["owner", "admin", "editor"] as const;
const OWNER = ["owner"] as const;

/**
 * Roles × permissions, the one source: `npm run gen:access` writes it as the newest migration
 * `…_set_role_permissions.sql`, row-level security asks that table, and the screen shows this one.
 */
export const PERMISSIONS = {
  "org.read": { says: "See the organisation", roles: EVERYONE },
  "org.write": { says: "Rename it and change its settings", roles: ADMINS },
  "org.transfer": { says: "Hand it over to another member", roles: OWNER },
  "org.delete": { says: "Delete it, and bring it back within the grace period", roles: OWNER },
  "members.read": { says: "See who is a member", roles: EVERYONE },
  "members.invite": { says: "Invite people", roles: ADMINS },
  "members.write": { says: "Change roles and remove members", roles: ADMINS },
  "events.read": { says: "See your own events", roles: EVERYONE },
  "events.write": { says: "Send events", roles: THOSE_WHO_WORK },
  "patterns.read": { says: "See your own patterns", roles: EVERYONE },
  "suggestions.read": { says: "See your own suggestions", roles: EVERYONE },
  "suggestions.write": { says: "Decide on your own suggestions", roles: THOSE_WHO_WORK },
  "sources.read": { says: "See your own sources", roles: EVERYONE },
  "sources.write": { says: "Add and pause your own sources", roles: THOSE_WHO_WORK },
  "keys.read": { says: "See your own keys", roles: EVERYONE },
  "keys.write": { says: "Make and revoke your own keys", roles: THOSE_WHO_WORK },
  "shared.read": { says: "See routines that several people share", roles: EVERYONE },
  "workflows.read": { says: "See workflows and their versions", roles: EVERYONE },
  "workflows.write": { says: "Make and change workflows", roles: THOSE_WHO_BUILD },
  "workflows.publish": { says: "Publish, roll back, pause and go on with workflows", roles: THOSE_WHO_WORK },
  "runs.read": { says: "See runs and their steps", roles: EVERYONE },
  "runs.write": { says: "Start, cancel, repeat and approve runs", roles: THOSE_WHO_WORK },
  "connections.read": { says: "See connections, never their secrets", roles: EVERYONE },
  "connections.write": { says: "Add, test, replace and delete connections", roles: THOSE_WHO_BUILD },
  "audit.read": { says: "Read, check and export the audit log", roles: ADMINS },
} as const satisfies Record<string, PermissionRow>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly Permission[];

/** Whether a role holds a permission. The database decides; a screen asks this to show only what will work. */
export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission].roles as readonly Role[]).includes(role);
}

/** Whether someone of this role may change a member of that role, or give it: nobody but the owner touches an owner. */
export function mayGive(role: Role, other: Role): boolean {
  if (role === "owner") return other !== "owner";
  return may(role, "members.write") && other !== "owner";
}

import { PERMISSION_NAMES, PERMISSIONS } from "./permissions.ts";

/** The migration that makes `private.role_permissions` say what `PERMISSIONS` says. */
export function rolePermissionsSql(): string {
  const rows = PERMISSION_NAMES.flatMap((permission) =>
    PERMISSIONS[permission].roles.map((role) => `  ('${role}', '${permission}')`),
  );
  return `-- Generated from shared/access/permissions.ts by \`npm run gen:access\`: roles and what each may do.
set lock_timeout = '1s';
set statement_timeout = '5s';

delete from private.role_permissions;

insert into private.role_permissions (role, permission)
values
${rows.join(",\n")};
`;
}

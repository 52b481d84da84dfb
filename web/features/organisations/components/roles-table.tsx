import { may, PERMISSION_NAMES, PERMISSIONS } from "@floyo/shared/access/permissions.ts";
import { ROLES, type Role } from "@floyo/shared/access/roles.ts";
import { roleName } from "../role-word.ts";

/** Roles × permissions, as the database holds them. */
export function RolesTable({ mine }: { mine: Role }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label="Roles and what they may do"
      className="relative -mx-4 overflow-x-auto px-4 sm:-mx-[22px] sm:px-[22px]"
    >
      <table className="w-full min-w-[520px] border-collapse text-[13px]">
        <thead>
          <tr className="text-meta text-soft">
            <th scope="col" className="py-1.5 pe-3 text-start font-medium">
              May
            </th>
            {ROLES.map((role) => (
              <th
                key={role}
                scope="col"
                className={`px-2 py-1.5 text-center ${role === mine ? "font-semibold text-ink" : "font-medium"}`}
              >
                {roleName(role)}
                {role === mine ? <span className="block text-tiny font-normal">you</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSION_NAMES.map((permission) => (
            <tr key={permission} className="border-line border-t">
              <th scope="row" className="py-1.5 pe-3 text-start font-normal">
                {PERMISSIONS[permission].says}
              </th>
              {ROLES.map((role) => (
                <td key={role} className="px-2 py-1.5 text-center">
                  {may(role, permission) ? (
                    <span className="text-accent">
                      <span aria-hidden="true">✓</span>
                      <span className="sr-only">yes</span>
                    </span>
                  ) : (
                    <span className="text-soft">
                      <span aria-hidden="true">–</span>
                      <span className="sr-only">no</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

import type { Role } from '#accounts/models/membership'

export const ROLES = ['owner', 'admin', 'operator', 'finance', 'viewer'] as const

/** Places that may be limited to entities: who manages an account sees all of it. */
export const LIMITABLE: readonly Role[] = ['operator', 'finance', 'viewer']

/** Who may change configuration, act on leads, see to the billing, and manage tokens and the team. All may read. */
export const MAY = {
  configure: ['owner', 'admin', 'operator'],
  operate: ['owner', 'admin', 'operator'],
  bill: ['owner', 'admin', 'finance'],
  manage: ['owner', 'admin'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof MAY

/** What a page needs to know to show only what its reader may do. */
export const permissionsOf = (role: Role): Record<Permission, boolean> => ({
  configure: includes(MAY.configure, role),
  operate: includes(MAY.operate, role),
  bill: includes(MAY.bill, role),
  manage: includes(MAY.manage, role),
})

const includes = (roles: readonly Role[], role: Role) => roles.includes(role)

/** What a role may make somebody be, and unmake: owners are made and unmade by owners alone. */
export const rolesGivenBy = (role: Role): readonly Role[] => {
  if (role === 'owner') return ROLES
  return includes(MAY.manage, role) ? ROLES.filter((one) => one !== 'owner') : []
}

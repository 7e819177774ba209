import type { Role } from './types'

/** Places that may be limited to entities: who manages an account sees all of it. */
export const isLimitable = (role: Role): boolean => !['owner', 'admin'].includes(role)

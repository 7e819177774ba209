import vine from '@vinejs/vine'
import { ROLES } from '#accounts/permissions'
import { line } from '#shared/list_query'

/** Keys of the entities a place is limited to; null: all. A limit to none would be nobody's wish. */
const entities = vine.array(line(64)).minLength(1).maxLength(200).nullable().optional()

export const inviteInput = vine.create({
  email: line(254).trim().toLowerCase().email(),
  role: vine.enum(ROLES),
  entities: entities.clone(),
})

export const roleInput = vine.create({ role: vine.enum(ROLES), entities: entities.clone() })

/** Whether the agency may work in the account. */
export const agencyAccessInput = vine.create({ access: vine.boolean() })

export const accountInput = vine.create({ account: line(64) })

/** Joining: a name and a new password, the password somebody has already, or nothing where they are signed in. */
export const joinInput = vine.create({
  name: line(120).trim().minLength(1).optional(),
  password: vine.string().maxLength(1024).optional(),
})

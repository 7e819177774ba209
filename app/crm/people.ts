import db from '@adonisjs/lucid/services/db'
import type { Role } from '#accounts/models/membership'
import { LIMITABLE, MAY } from '#accounts/permissions'
import { invalid } from '#shared/http_problem'
import type { Problem } from '#shared/result'

/** Somebody of the team, as far as leads need to know them. */
export interface Person {
  id: string
  email: string
  name: string | null
  role: Role
  /** Keys of the entities their place shows; null: all. */
  entities: string[] | null
}

/** The people of an account, by e-mail. */
export async function teamPeople(accountId: string): Promise<Person[]> {
  const rows = await db
    .from('memberships')
    .join('users', 'users.id', 'memberships.user_id')
    .where('memberships.account_id', accountId)
    .orderBy('users.email')
    .select('users.id', 'users.email', 'users.name', 'memberships.role', 'memberships.entities')
  return rows.map(({ id, email, name, role, entities }) => ({
    ...{ id, email, name, role },
    entities: entities && LIMITABLE.includes(role) ? (JSON.parse(entities) as string[]) : null,
  }))
}

/** Whether a person's place shows leads of an entity. */
export const seesEntity = ({ entities }: Person, entity: string): boolean =>
  entities === null || entities.includes(entity)

/** Whether a person may do anything with a lead beside reading it. */
export const mayWork = ({ role }: Person): boolean =>
  (MAY.operate as readonly Role[]).includes(role)

export const sameEmail = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase()

/** What stands in the way of naming somebody at a lead of an entity. */
export type NamedProblem = 'member' | 'entity' | 'role'

const SAID: Record<NamedProblem, string> = {
  member: 'is nobody of this account',
  entity: 'has a place that does not show this lead',
  role: 'may only read leads',
}

/**
 * The people with these addresses, each of whom must be able to open the lead; `working`: and to act on it. Throws
 * HttpProblem 422, which names each address that is not.
 */
export function namedPeople(
  people: readonly Person[],
  entity: string,
  emails: readonly string[],
  field: string,
  { working = false } = {}
): Person[] {
  const problems: Problem[] = []
  const found = emails.flatMap((email) => {
    const person = people.find((one) => sameEmail(one.email, email))
    const wrong: NamedProblem | null = !person
      ? 'member'
      : !seesEntity(person, entity)
        ? 'entity'
        : working && !mayWork(person)
          ? 'role'
          : null
    if (wrong) problems.push({ field, rule: wrong, message: `${email} ${SAID[wrong]}` })
    return wrong ? [] : [person!]
  })
  if (problems.length) throw invalid(problems)
  return [...new Map(found.map((one) => [one.id, one])).values()]
}

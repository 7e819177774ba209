import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'

/** What people of an account that rests see, whatever they came for. */
export default class RestingController {
  async show({ inertia, response, team }: HttpContext) {
    const account = team?.account
    if (!account || account.suspendedAt === null) return response.redirect().toPath('/overview')
    return inertia.render('auth/resting', {
      name: account.name,
      since: new Date(account.suspendedAt).toISOString(),
      ...(await askWhom(account.parentId)),
    })
  }
}

/** Owners of the agency; of an account that has none, whoever sees to the install. */
async function askWhom(agencyId: string | null) {
  const owners = agencyId
    ? db
        .from('memberships')
        .join('users', 'users.id', 'memberships.user_id')
        .where({ account_id: agencyId, role: 'owner' })
    : db.from('users').where('owns_install', true)
  const agency = agencyId && (await db.from('accounts').where('id', agencyId).first())
  const people = await owners.orderBy('users.email').limit(3).select('users.email')
  return {
    agency: (agency?.name as string | undefined) ?? null,
    ask: people.map(({ email }) => email as string),
  }
}
